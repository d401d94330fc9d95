namespace MovieRec.Eval;

/// <summary>
/// Assigns credit in interleaved lists and tests the preference (Chapelle, Joachims, Radlinski and Yue 2012): a list is won by
/// the team with more outcomes on its items; people, not lists, are the unit of the test.
/// </summary>
public static class InterleavingTest
{
    /// <summary>Compares the two rankings.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="lists">The lists as they were stored.</param>
    /// <param name="log">Impressions and outcomes. Impressions of other lists are ignored.</param>
    /// <param name="outcome">What earns credit.</param>
    /// <param name="options">Options of the test; null for the defaults.</param>
    /// <exception cref="ArgumentException">Two lists have the same user and candidate set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The outcome is neither a click nor a save.</exception>
    public static InterleavingResult Compare<TItemId>(
        IEnumerable<InterleavedList<TItemId>> lists, ImpressionLog<TItemId> log, FeedbackKind outcome = FeedbackKind.Click, PairedTestOptions? options = null)
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(log);
        if (outcome is not (FeedbackKind.Click or FeedbackKind.Save))
        {
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "The outcome must be Click or Save.");
        }

        Dictionary<(string User, string Set), InterleavedList<TItemId>> stored = [];
        foreach (InterleavedList<TItemId> list in lists)
        {
            if (!stored.TryAdd((list.UserPseudonym, list.CandidateSetId), list))
            {
                throw new ArgumentException($"The candidate set '{list.CandidateSetId}' has two interleaved lists for one user.", nameof(lists));
            }
        }

        Tally tally = new();
        IReadOnlyList<LoggedImpression<TItemId>> impressions = log.Impressions;
        for (int start = 0; start < impressions.Count;)
        {
            // Impressions are sorted by user and candidate set.
            FeedbackEvent<TItemId> head = impressions[start].Impression;
            int user = impressions[start].UserIndex;
            stored.TryGetValue((head.UserPseudonym, head.CandidateSetId), out InterleavedList<TItemId>? list);
            int lead = 0;
            int end = start;
            for (; end < impressions.Count && impressions[end].UserIndex == user && impressions[end].Impression.CandidateSetId == head.CandidateSetId; end++)
            {
                if (list is not null && impressions[end].Has(outcome))
                {
                    InterleavingTeam team = list.CreditFor(impressions[end].Impression.ItemId, impressions[end].Impression.Position);
                    lead += team == InterleavingTeam.First ? 1 : team == InterleavingTeam.Second ? -1 : 0;
                    tally.Foreign += team == InterleavingTeam.None ? 1 : 0;
                }
            }

            start = end;
            if (list is not null)
            {
                tally.Add(user, lead);
            }
        }

        return tally.ToResult(stored.Count, options);
    }

    private sealed class Tally
    {
        private readonly List<double> _lists = [];
        private readonly List<double> _first = [];
        private readonly List<double> _second = [];
        private int _user = -1;

        public long Foreign { get; set; }

        public void Add(int user, int lead)
        {
            if (user != _user)
            {
                _user = user;
                _lists.Add(0);
                _first.Add(0);
                _second.Add(0);
            }

            _lists[^1]++;
            _first[^1] += lead > 0 ? 1 : 0;
            _second[^1] += lead < 0 ? 1 : 0;
        }

        public InterleavingResult ToResult(int storedLists, PairedTestOptions? options)
        {
            double[] first = [.. _first.Zip(_lists, static (won, all) => won / all)];
            double[] second = [.. _second.Zip(_lists, static (won, all) => won / all)];
            int lists = (int)_lists.Sum();
            return new InterleavingResult(
                lists, (int)_first.Sum(), (int)_second.Sum(), storedLists - lists, Foreign, PairedTest.Compare(first, second, options));
        }
    }
}
