namespace MovieRec.Tests.Interactions;

public sealed class RecencyTests
{
    private const long Day = 86_400;

    [Fact]
    public void Weights_Ages_HalveWithEveryHalfLife()
    {
        float[] weights = new float[6];
        Assert.Equal(5, Recency.Weights([1000 * Day, 990 * Day, 980 * Day, 0, 1005 * Day], 1000 * Day, TimeSpan.FromDays(10), weights));
        Assert.Equal([1f, 0.5f, 0.25f, 0.25f, 1f, 0f], weights);
    }

    [Fact]
    public void Weights_VeryOldOrNothingKnown_StayPositive()
    {
        float[] weights = new float[2];
        Recency.Weights([1, 2], 100_000 * Day, TimeSpan.FromDays(1), weights);
        Assert.Equal([1f / (1 << 20), 1f / (1 << 20)], weights);
        Recency.Weights([0, 0], 100_000 * Day, TimeSpan.FromDays(1), weights);
        Assert.Equal([1f, 1f], weights);
    }

    [Fact]
    public void Weights_BadArguments_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Recency.Weights([1], 2, TimeSpan.Zero, new float[1]));
        Assert.Throws<ArgumentException>(() => Recency.Weights([1, 2], 2, TimeSpan.FromDays(1), new float[1]));
    }

    [Fact]
    public void FoldIn_RecencyWeights_RecentTasteCountsMore()
    {
        TestSample sample = TestSample.Create(7);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 6, Iterations = 5 }).Train(sample.Data);
        int user = sample.UsersWithLikes().First(u => sample.Liked.GetUserItems(u).Length >= 6);
        int[] history = sample.Liked.GetUserItems(user)[..6].ToArray();
        float[] weights = new float[6];
        Recency.Weights([Day, Day, Day, Day, Day, 900 * Day], 900 * Day, TimeSpan.FromDays(100), weights);
        float[] recent = new float[1], flat = new float[1];
        model.Score(RecommendationQuery.ForHistory(history, weights), [history[5]], recent);
        model.Score(RecommendationQuery.ForHistory(history), [history[0]], flat);
        float[] old = new float[1];
        model.Score(RecommendationQuery.ForHistory(history, weights), [history[0]], old);
        Assert.True(old[0] < flat[0] && recent[0] > old[0], $"old {old[0]} (flat {flat[0]}), recent {recent[0]}");
    }

    [Fact]
    public void TrainingData_LogarithmAndHalfLife_MultiplyIntoTheWeights()
    {
        InteractionLog log = InteractionLog.Create(1, 3, [0, 0, 0], [0, 1, 2], [9, 99, 4], [1000 * Day, 990 * Day, 980 * Day]);
        InteractionOptions options = new() { PositiveThreshold = 5, Weighting = InteractionWeighting.Logarithm, HalfLife = TimeSpan.FromDays(10) };
        TrainingData data = TrainingData.FromLog(log, options);
        Assert.Equal([0, 1], data.Interactions.GetUserItems(0));
        Assert.Equal([1 + MathF.Log(10), 0.5f * (1 + MathF.Log(100))], data.Interactions.GetUserWeights(0));
        Assert.Equal([0.5f], TrainingData.FromLog(log, options with { PositiveThreshold = 99, Weighting = InteractionWeighting.One }).Interactions.Weights);
    }

    [Fact]
    public void TrainingData_HalfLifeWithoutTimes_Throws()
    {
        InteractionLog log = InteractionLog.Create(1, 1, [0], [0]);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => TrainingData.FromLog(log, new InteractionOptions { HalfLife = TimeSpan.FromDays(1) }));
        Assert.Contains("timestamps", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new InteractionOptions { HalfLife = TimeSpan.Zero });
    }
}
