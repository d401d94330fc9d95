namespace MovieRec.Eval;

/// <summary>Builds <see cref="ImpressionLog{TItemId}"/>.</summary>
public static class ImpressionLog
{
    /// <summary>Joins outcomes to their impressions.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="events">Events in any order; enumerated once and held in memory.</param>
    /// <exception cref="ArgumentException">An event is null.</exception>
    public static ImpressionLog<TItemId> Join<TItemId>(IEnumerable<FeedbackEvent<TItemId>> events)
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(events);
        Dictionary<Key<TItemId>, Entry<TItemId>> entries = [];
        List<FeedbackEvent<TItemId>> outcomes = [];
        long read = 0;
        long repeated = 0;
        long contradictions = 0;
        foreach (FeedbackEvent<TItemId> item in events)
        {
            if (item is null)
            {
                throw new ArgumentException($"Event {read} is null.", nameof(events));
            }

            read++;
            if (item.Kind != FeedbackKind.Impression)
            {
                outcomes.Add(item);
                continue;
            }

            Key<TItemId> key = Key<TItemId>.Of(item);
            if (entries.TryGetValue(key, out Entry<TItemId>? entry))
            {
                entry.Seen++;
                entry.Contradicted |= !Agree(entry.Impression, item);
                entry.Impression = item.Time < entry.Impression.Time ? item : entry.Impression;
            }
            else
            {
                entries.Add(key, new Entry<TItemId>(item));
            }
        }

        long orphans = 0;
        long kept = 0;
        foreach (FeedbackEvent<TItemId> outcome in outcomes)
        {
            if (!entries.TryGetValue(Key<TItemId>.Of(outcome), out Entry<TItemId>? entry))
            {
                orphans++;
            }
            else if (entry.Contradicted || !Agree(entry.Impression, outcome))
            {
                contradictions++;
            }
            else if (outcome.Time < entry.Impression.Time)
            {
                orphans++;
            }
            else if (!entry.Add(outcome.Kind))
            {
                repeated++;
            }
            else
            {
                kept++;
            }
        }

        foreach (Entry<TItemId> entry in entries.Values)
        {
            contradictions += entry.Contradicted ? entry.Seen : 0;
            repeated += entry.Contradicted ? 0 : entry.Seen - 1;
        }

        LoggedImpression<TItemId>[] impressions = Sorted(entries.Values.Where(static e => !e.Contradicted), out int users);
        return new ImpressionLog<TItemId>(impressions, users, new ImpressionLogCounts
        {
            Events = read,
            Impressions = impressions.Length,
            Outcomes = kept,
            Repeated = repeated,
            Orphans = orphans,
            Contradictions = contradictions,
        });
    }

    private static bool Agree<TItemId>(FeedbackEvent<TItemId> a, FeedbackEvent<TItemId> b)
        where TItemId : notnull =>
        a.Variant == b.Variant && a.PolicyVersion == b.PolicyVersion && a.ModelVersion == b.ModelVersion && a.Probability == b.Probability;

    private static LoggedImpression<TItemId>[] Sorted<TItemId>(IEnumerable<Entry<TItemId>> entries, out int users)
        where TItemId : notnull
    {
        // A fixed order makes sums the same to the last bit, however the file was ordered.
        Entry<TItemId>[] sorted = [.. entries];
        Array.Sort(sorted, static (a, b) => Compare(a.Impression, b.Impression));
        LoggedImpression<TItemId>[] impressions = new LoggedImpression<TItemId>[sorted.Length];
        users = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            Entry<TItemId> entry = sorted[i];
            users += i == 0 || entry.Impression.UserPseudonym != sorted[i - 1].Impression.UserPseudonym ? 1 : 0;
            impressions[i] = new LoggedImpression<TItemId>(
                entry.Impression, users - 1, entry.Has(FeedbackKind.Click), entry.Has(FeedbackKind.Save), entry.Has(FeedbackKind.NotInterested));
        }

        return impressions;
    }

    private static int Compare<TItemId>(FeedbackEvent<TItemId> a, FeedbackEvent<TItemId> b)
        where TItemId : notnull
    {
        int order = string.CompareOrdinal(a.UserPseudonym, b.UserPseudonym);
        order = order != 0 ? order : string.CompareOrdinal(a.CandidateSetId, b.CandidateSetId);
        order = order != 0 ? order : a.Position.CompareTo(b.Position);
        if (order != 0)
        {
            return order;
        }

        return a.ItemId is string first && b.ItemId is string second
            ? string.CompareOrdinal(first, second)
            : Comparer<TItemId>.Default.Compare(a.ItemId, b.ItemId);
    }

    private readonly record struct Key<TItemId>(string User, string CandidateSet, TItemId Item, int Position)
        where TItemId : notnull
    {
        public static Key<TItemId> Of(FeedbackEvent<TItemId> item) => new(item.UserPseudonym, item.CandidateSetId, item.ItemId, item.Position);
    }

    private sealed class Entry<TItemId>(FeedbackEvent<TItemId> impression)
        where TItemId : notnull
    {
        private int _outcomes;

        public FeedbackEvent<TItemId> Impression { get; set; } = impression;

        public long Seen { get; set; } = 1;

        public bool Contradicted { get; set; }

        public bool Has(FeedbackKind kind) => (_outcomes >> (int)kind & 1) != 0;

        public bool Add(FeedbackKind kind)
        {
            bool isNew = !Has(kind);
            _outcomes |= 1 << (int)kind;
            return isNew;
        }
    }
}
