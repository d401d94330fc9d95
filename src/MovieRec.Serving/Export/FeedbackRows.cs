namespace MovieRec.Serving;

/// <summary>Events as rows of training data.</summary>
internal static class FeedbackRows
{
    /// <summary>Adds rows in the order of time; the builder keeps the last one for each person and item.</summary>
    public static void Add<TItemId>(
        InteractionLogBuilder<string, TItemId> builder, IEnumerable<FeedbackRecord<TItemId>> records, FeedbackRatings ratings, Func<string, bool>? isForgotten)
        where TItemId : notnull
    {
        HashSet<Guid> ids = [];
        List<FeedbackRecord<TItemId>> rows =
        [
            .. records.Where(r => ratings.Of(r.Event.Kind) != 0 && isForgotten?.Invoke(r.Event.UserPseudonym) != true && ids.Add(r.Id)),
        ];

        // Of two events in one second the later one is the last word, also when the log was read in another order.
        foreach (FeedbackRecord<TItemId> row in rows.OrderBy(static r => r.Event.Time).ThenBy(static r => r.Id))
        {
            builder.Add(row.Event.UserPseudonym, row.Event.ItemId, ratings.Of(row.Event.Kind), row.Event.Time.ToUnixTimeSeconds());
        }
    }
}
