namespace MovieRec.Data;

/// <summary>Where user, item, rating and timestamp stand; −1 when there is no such column.</summary>
internal readonly record struct InteractionColumnMap(int User, int Item, int Rating, int Timestamp)
{
    public InteractionColumns Columns =>
        (Rating >= 0 ? InteractionColumns.Rating : 0) | (Timestamp >= 0 ? InteractionColumns.Timestamp : 0);

    /// <summary>Finds the columns by name; null with a reason when user or item is missing or a name occurs twice.</summary>
    public static InteractionColumnMap? TryCreate(IReadOnlyList<string> names, string? ratingColumn, out string reason)
    {
        int user = Find(names, out bool twice, "user", "userid");
        int item = Find(names, out bool twiceItem, "item", "itemid", "movie", "movieid");
        int rating = ratingColumn is null
            ? Find(names, out bool twiceRating, "rating", "weight")
            : Find(names, out twiceRating, Normalise(ratingColumn));
        int timestamp = Find(names, out bool twiceTime, "timestamp");
        reason = "";
        if (twice || twiceItem || twiceRating || twiceTime)
        {
            reason = "the header names a column twice (user, item, rating or weight, timestamp may each occur once)";
        }
        else if (user < 0 || item < 0)
        {
            reason = "expected a header that names a user column (user or userId) and an item column (item, itemId or movieId)";
        }
        else if (ratingColumn is not null && rating < 0)
        {
            reason = $"the header has no column '{ratingColumn}' (RatingColumn)";
        }

        return reason.Length > 0 ? null : new InteractionColumnMap(user, item, rating, timestamp);
    }

    internal static string Normalise(string name) =>
        name.Trim().Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Find(IReadOnlyList<string> names, out bool twice, params ReadOnlySpan<string> accepted)
    {
        int found = -1;
        twice = false;
        for (int i = 0; i < names.Count; i++)
        {
            if (accepted.Contains(Normalise(names[i])))
            {
                twice |= found >= 0;
                found = i;
            }
        }

        return found;
    }
}
