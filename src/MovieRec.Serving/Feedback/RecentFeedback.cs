namespace MovieRec.Serving;

/// <summary>
/// The newest outcomes of people, in memory, bounded: the oldest-loaded person makes room. A person is loaded and extended under
/// the same lock, so that no commit falls between.
/// </summary>
internal sealed class RecentFeedback<TItemId>(int maxUsers, int maxEvents)
    where TItemId : notnull
{
    private readonly Dictionary<string, Entry> _users = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Lock _lock = new();

    /// <summary>The newest events of a person, oldest first; loads them when they are not here.</summary>
    public RecentEvent<TItemId>[] Get(string user, Func<string, int, IReadOnlyList<FeedbackRecord<TItemId>>> load)
    {
        lock (_lock)
        {
            if (_users.TryGetValue(user, out Entry? entry))
            {
                return entry.Events;
            }

            entry = new Entry();
            foreach (FeedbackRecord<TItemId> record in load(user, maxEvents))
            {
                entry.Add(record, maxEvents);
            }

            while (_users.Count >= maxUsers && _order.TryDequeue(out string? oldest))
            {
                _users.Remove(oldest);
            }

            _users.Add(user, entry);
            _order.Enqueue(user);
            return entry.Events;
        }
    }

    /// <summary>Adds committed events of people who are here.</summary>
    public void Committed(IReadOnlyList<FeedbackRecord<TItemId>> records)
    {
        lock (_lock)
        {
            foreach (FeedbackRecord<TItemId> record in records)
            {
                if (record.Event.Kind != FeedbackKind.Impression && _users.TryGetValue(record.Event.UserPseudonym, out Entry? entry))
                {
                    entry.Add(record, maxEvents);
                }
            }
        }
    }

    public void Remove(IEnumerable<string> users)
    {
        lock (_lock)
        {
            foreach (string user in users)
            {
                _users.Remove(user);
            }
        }
    }

    private sealed class Entry
    {
        private readonly HashSet<Guid> _ids = [];
        private Guid[] _idOf = [];

        /// <summary>Replaced as a whole: readers hold the array they were given.</summary>
        public RecentEvent<TItemId>[] Events { get; private set; } = [];

        public void Add(FeedbackRecord<TItemId> record, int max)
        {
            if (!_ids.Add(record.Id))
            {
                return;
            }

            // Sorted by time; events mostly come in order, so the place is at the end.
            int place = Events.Length;
            while (place > 0 && Events[place - 1].Time > record.Event.Time)
            {
                place--;
            }

            List<RecentEvent<TItemId>> events = [.. Events];
            List<Guid> ids = [.. _idOf];
            events.Insert(place, new RecentEvent<TItemId>(record.Event.ItemId, record.Event.Kind, record.Event.Time));
            ids.Insert(place, record.Id);
            if (events.Count > max)
            {
                _ids.Remove(ids[0]);
                events.RemoveAt(0);
                ids.RemoveAt(0);
            }

            Events = [.. events];
            _idOf = [.. ids];
        }
    }
}
