namespace MovieRec.Eval.Tests;

/// <summary>Small logs for tests.</summary>
internal static class Logs
{
    public const int Users = 12;
    public const int Items = 20;

    /// <summary>A log of arbitrary bytes: ratings 0.5 … 5, times with many ties; of equal pairs the first is kept.</summary>
    public static InteractionLog From(byte[]? bytes)
    {
        List<(int User, int Item, float Rating, long Time)> rows = [];
        for (int i = 0; bytes is not null && i + 3 < bytes.Length; i += 4)
        {
            rows.Add((bytes[i] % Users, bytes[i + 1] % Items, ((bytes[i + 2] % 10) + 1) / 2f, 1 + (bytes[i + 3] % 50)));
        }

        return Of([.. rows.DistinctBy(static r => (r.User, r.Item))]);
    }

    /// <summary>A log that every splitter can split: each user has rated most items at varied times.</summary>
    public static InteractionLog Dense(int seed, int users = Users, int items = Items)
    {
        List<(int User, int Item, float Rating, long Time)> rows = [];
        for (int u = 0; u < users; u++)
        {
            for (int i = 0; i < items; i++)
            {
                ulong hash = SplitRows.Hash(seed, (ulong)((u * items) + i));
                if (hash % 5 != 0)
                {
                    rows.Add((u, i, 1 + (hash / 5 % 9 / 2f), 1000 + (long)(hash / 45 % 300)));
                }
            }
        }

        return Of([.. rows], users, items);
    }

    public static InteractionLog Of((int User, int Item, float Rating, long Time)[] rows, int users = Users, int items = Items) =>
        InteractionLog.Create(
            users,
            items,
            [.. rows.Select(static r => r.User)],
            [.. rows.Select(static r => r.Item)],
            [.. rows.Select(static r => r.Rating)],
            [.. rows.Select(static r => r.Time)]);

    public static IEnumerable<(int User, int Item, float Rating, long Time)> Rows(InteractionLog log) => Enumerable.Range(0, log.Count).Select(
        i => (log.Users[i], log.Items[i], log.HasRatings ? log.Ratings[i] : 1f, log.HasTimestamps ? log.Timestamps[i] : 0L));
}
