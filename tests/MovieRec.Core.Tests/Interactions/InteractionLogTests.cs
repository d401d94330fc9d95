namespace MovieRec.Tests.Interactions;

public sealed class InteractionLogTests
{
    [Fact]
    public void Create_ColumnsInAnyOrder_Sorted()
    {
        InteractionLog log = InteractionLog.Create(2, 3, [1, 0, 0], [2, 1, 0], [5, 4, 3], [9, 8, 7]);

        Assert.Equal([0, 0, 1], log.Users);
        Assert.Equal([0, 1, 2], log.Items);
        Assert.Equal([3f, 4, 5], log.Ratings.ToArray());
        Assert.Equal([7L, 8, 9], log.Timestamps);
    }

    [Theory]
    [InlineData("user outside")]
    [InlineData("item outside")]
    [InlineData("item negative")]
    [InlineData("rating NaN")]
    [InlineData("timestamp negative")]
    [InlineData("lengths")]
    [InlineData("pair twice")]
    public void Create_BadColumns_SayRowAndValue(string problem)
    {
        (int[] Users, int[] Items, float[] Ratings, long[] Times, string Expected) c = problem switch
        {
            "user outside" => ([0, 2], [0, 0], [], [], "Row 1: user index 2 is outside 0 … 1"),
            "item outside" => ([0, 1], [3, 0], [], [], "Row 0: item index 3 is outside 0 … 2"),
            "item negative" => ([0, 1], [-1, 0], [], [], "Row 0: item index -1"),
            "rating NaN" => ([0, 1], [0, 0], [1, float.NaN], [], "Row 1: the rating is NaN"),
            "timestamp negative" => ([0, 1], [0, 0], [], [0, -5], "Row 1: the timestamp is -5"),
            "lengths" => ([0, 1], [0, 0], [1], [], "2 users, 2 items, 1 ratings"),
            _ => ([0, 0], [1, 1], [], [], "1 (user, item) pairs occur more than once"),
        };

        ArgumentException e = Assert.Throws<ArgumentException>(() => InteractionLog.Create(2, 3, c.Users, c.Items, c.Ratings, c.Times));

        Assert.Contains(c.Expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_AscendingRows_KeepsSpacesAndColumns()
    {
        InteractionLog log = InteractionLog.Create(2, 3, [0, 0, 1], [0, 1, 2], [3, 4, 5], [7, 8, 9]);

        InteractionLog part = log.Select([0, 2]);

        Assert.Equal((2, 3, 2), (part.UserCount, part.ItemCount, part.Count));
        Assert.Equal([0, 2], part.Items);
        Assert.Equal([3f, 5], part.Ratings.ToArray());
        Assert.Equal([7L, 9], part.Timestamps);
        Assert.Equal(0, log.Select([]).Count);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => log.Select([3]));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => log.Select([-1]));
        Assert.Throws<ArgumentException>("rows", () => log.Select([1, 1]));
        Assert.Throws<ArgumentException>("rows", () => log.Select([2, 1]));
    }

    [Fact]
    public void ComputeFingerprint_EveryColumnAndTheSpaces_Count()
    {
        InteractionLog[] logs =
        [
            InteractionLog.Create(2, 3, [0, 1], [0, 1], [3, 4], [7, 8]),
            InteractionLog.Create(2, 3, [0, 1], [0, 2], [3, 4], [7, 8]),
            InteractionLog.Create(2, 3, [0, 0], [0, 1], [3, 4], [7, 8]),
            InteractionLog.Create(2, 3, [0, 1], [0, 1], [3, 5], [7, 8]),
            InteractionLog.Create(2, 3, [0, 1], [0, 1], [3, 4], [7, 9]),
            InteractionLog.Create(2, 3, [0, 1], [0, 1], [3, 4]),
            InteractionLog.Create(2, 3, [0, 1], [0, 1]),
            InteractionLog.Create(2, 4, [0, 1], [0, 1], [3, 4], [7, 8]),
            InteractionLog.Create(3, 3, [0, 1], [0, 1], [3, 4], [7, 8]),
        ];

        Assert.Equal(logs.Length, logs.Select(l => l.ComputeFingerprint()).Distinct().Count());
        Assert.Equal(logs[0].ComputeFingerprint(), InteractionLog.Create(2, 3, [1, 0], [1, 0], [4, 3], [8, 7]).ComputeFingerprint());
    }

    [Fact]
    public void ToTrainingData_Threshold_SplitsLikedFromSeen()
    {
        InteractionLog log = InteractionLog.Create(1, 4, [0, 0, 0, 0], [0, 1, 2, 3], [3.9f, 4, 5, 0.5f]);

        TrainingData half = TrainingData.FromLog(log);
        TrainingData all = TrainingData.FromLog(log, new InteractionOptions { PositiveThreshold = 0 });

        Assert.Equal([1, 2], half.Interactions.GetUserItems(0));
        Assert.Equal([0, 1, 2, 3], half.Histories.Seen.GetUserItems(0));
        Assert.Same(all.Histories.Liked, all.Histories.Seen);
        Assert.NotEqual(half.Fingerprint, all.Fingerprint);
        Assert.Throws<ArgumentException>("catalog", () => TrainingData.FromLog(log, null, MovieCatalog.Create(new MovieMetadata?[3])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InteractionOptions { PositiveThreshold = float.NaN });
        Assert.Equal(4.0f, new InteractionOptions().PositiveThreshold);
    }

    [Fact]
    public void ToTrainingData_WithoutRatings_EverythingIsLiked()
    {
        TrainingData data = TrainingData.FromLog(InteractionLog.Create(1, 4, [0, 0], [0, 3]));

        Assert.Equal([0, 3], data.Interactions.GetUserItems(0));
        Assert.Same(data.Histories.Liked, data.Histories.Seen);
    }
}
