using System.Globalization;

namespace MovieRec.Eval.Tests.Splits;

/// <summary>Constants are what the steps of the published notebook gave on the same rows under NumPy 1.24.2.</summary>
public sealed class MultVaeSplitterTests
{
    private static readonly MultVaeSplitter Small = new() { HeldOutUsers = 8 };

    [Fact]
    public void Apply_TestPart_HidesTheRowsTheNotebookHides()
    {
        Split split = Small.Apply(Log());

        Assert.Equal((203, 43, 71), (split.Summary.TrainInteractions, split.Summary.TrainItems, split.Summary.FoldInInteractions));
        Assert.Equal([4, 10, 11, 20, 23, 27, 29, 31], split.Users.ToArray());
        Assert.Equal(
            [(10, 29), (11, 2), (11, 9), (20, 24), (23, 15), (27, 1), (27, 16), (27, 28), (29, 32), (31, 13), (31, 21), (31, 26)], Pairs(split.Test));
        // User 4 has five likes, but one of them is on an item that no training user has: nothing is hidden, no number is drawn.
        Assert.Equal(4, Pairs(split.FoldIn!).Count(static p => p.User == 4));
        Assert.Contains(new SplitParameter("users", "36"), split.Parameters);
    }

    [Fact]
    public void Apply_ValidationPart_StartsTheGeneratorAgain()
    {
        Split split = (Small with { Part = StrongPart.Validation }).Apply(Log());

        Assert.Equal(68, split.Summary.FoldInInteractions);
        Assert.Equal(
            [
                (0, 25), (9, 15), (9, 20), (17, 6), (17, 17), (25, 14), (30, 23), (35, 1), (35, 13), (35, 15), (38, 5), (38, 13), (39, 21), (39, 28),
                (39, 32),
            ],
            Pairs(split.Test));
        Assert.Equal(Small.Apply(Log()).Train.ComputeFingerprint(), split.Train.ComputeFingerprint());
    }

    [Fact]
    public void Apply_EveryLike_IsTrainedOnFoldedInHiddenOrUnknown()
    {
        Split split = Small.Apply(Log());
        HashSet<int> known = [.. split.Train.Items];

        Assert.All(Logs.Rows(split.Train).Concat(Logs.Rows(split.Test)).Concat(Logs.Rows(split.FoldIn!)), static r => Assert.True(r.Rating >= 4));
        Assert.Equal(
            Logs.Rows(Log()).Where(r => r.Rating >= 4 && split.Users.Contains(r.User) && known.Contains(r.Item)).Select(static r => (r.User, r.Item)).Order(),
            Pairs(split.Test).Concat(Pairs(split.FoldIn!)).Order(),
            EqualityComparer<(int, int)>.Default);
        Assert.Equal(0, split.Summary.ColdItems);
    }

    [Theory]
    [InlineData(StrongPart.Test, 935, 771088776)]
    [InlineData(StrongPart.Validation, 939, 704292507)]
    public void Apply_LatestSmall_HidesTheRowsTheNotebookHides(StrongPart part, int count, long checksum)
    {
        string? data = Environment.GetEnvironmentVariable("MOVIEREC_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "MOVIEREC_DATA does not name the folder with the reference data.");
        string[][] rows = [.. File.ReadLines(Path.Combine(data!, "ml-latest-small", "ratings.csv")).Skip(1).Select(static l => l.Split(','))];
        IdMap<long> users = IdMap<long>.Create(rows.Select(static r => Number(r[0])));
        IdMap<long> items = IdMap<long>.Create(rows.Select(static r => Number(r[1])));
        InteractionLog log = InteractionLog.Create(
            users.Count,
            items.Count,
            [.. rows.Select(r => users.TryGetIndex(Number(r[0]), out int u) ? u : -1)],
            [.. rows.Select(r => items.TryGetIndex(Number(r[1]), out int i) ? i : -1)],
            [.. rows.Select(static r => float.Parse(r[2], CultureInfo.InvariantCulture))],
            [.. rows.Select(static r => Number(r[3]))]);

        Split split = new MultVaeSplitter { HeldOutUsers = 60, Part = part }.Apply(log);

        Assert.Equal((5660, 38246, count), (split.Summary.TrainItems, split.Summary.TrainInteractions, split.Test.Count));
        Assert.Equal(checksum, Pairs(split.Test).Sum(p => (users[p.User] * 1_000_003) + (items[p.Item] * 7)) % 1_000_000_007);
    }

    [Fact]
    public void Apply_TooFewUsers_SaysHowMany()
    {
        string message = Assert.Throws<ArgumentException>(() => new MultVaeSplitter().Apply(Log())).Message;

        Assert.Contains("holds out 10000 users", message, StringComparison.Ordinal);
        Assert.Contains("only 36 users", message, StringComparison.Ordinal);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Times in an order of their own, so that taking rows by time instead of by item would show; and dislikes between.</summary>
    private static InteractionLog Log()
    {
        List<(int, int, float, long)> rows = [];
        for (int u = 0; u < 40; u++)
        {
            for (int i = 0; i < 70; i++)
            {
                bool liked = (i < 30 && ((u * u * 31) + (i * i * 17) + (u * i * 7) + 1) % 11 < 1 + (u % 4))
                    || (i >= 30 && i - 30 == u && u % 2 == 0)
                    || (i is 40 or 50 && u % 10 == 4)
                    || (i is > 30 and < 33 && u % 5 == 4);
                if (liked || (u + i) % 9 == 0)
                {
                    rows.Add((u, i, liked ? 4 + (i % 2) : 3.5f, 1000 + (i * 37 % 101)));
                }
            }
        }

        return Logs.Of([.. rows], 40, 70);
    }

    private static (int User, int Item)[] Pairs(InteractionLog log) => [.. Logs.Rows(log).Select(static r => (r.User, r.Item)).Order()];
}
