namespace MovieRec.Tests.Popularity;

public sealed class PopularityTrainerTests
{
    private const long Day = 86_400;

    [Fact]
    public void Fit_Default_CountsLikedInteractionsIgnoringWeights()
    {
        // Item 0: liked by users 0, 1, 2. Item 1: liked by 0, disliked by 1. Item 2: disliked only. Item 3: liked by 2. Item 4: no rows.
        InteractionLog log = InteractionLog.Create(
            3, 5, [0, 0, 1, 1, 1, 2, 2], [0, 1, 0, 1, 2, 0, 3], [4, 5, 4.5f, 3.5f, 1, 5, 4]);
        TrainingData data = TrainingData.FromLog(log, new InteractionOptions { Weighting = InteractionWeighting.Rating });
        PopularityModel model = new PopularityTrainer().Train(data);
        Assert.Equal([3, 1, 0, 1, 0], model.Scores.ToArray());
        Assert.Equal([new(0, 3), new(1, 1), new(3, 1)], Answer(model, default));
        Assert.Equal([new(3, 1)], Answer(model, RecommendationQuery.ForUser(0)));
        Assert.Equal([new(3, 1)], Answer(model, RecommendationQuery.ForUser(1)));
        Assert.Equal([new(1, 1)], Answer(model, RecommendationQuery.ForUser(2)));
        Assert.False(model.Info.IsPersonalized);
        Assert.Equal(new ModelOption("HalfLife", "none"), Assert.Single(model.Info.OptionValues));
    }

    [Fact]
    public void Fit_HalfLife_EachInteractionCountsTwoToTheMinusAgeOverHalfLife()
    {
        // Newest: day 100. Half-life 10 days: ages 0, 10, 25 and 30 days count 1, 1/2, 2^-2.5 and 1/8.
        InteractionLog log = InteractionLog.Create(
            2, 3, [0, 0, 1, 1], [0, 1, 0, 2], timestamps: [100 * Day, 75 * Day, 90 * Day, 70 * Day]);
        PopularityModel model = Fit(log, TimeSpan.FromDays(10));
        Assert.Equal([1.5f, (float)Math.Pow(2, -2.5), 0.125f], model.Scores.ToArray());
    }

    [Fact]
    public void Fit_HalfLife_AgeIsMeasuredFromTheNewestLikedInteraction()
    {
        // The dislike on day 500 is no training positive and moves no clock.
        InteractionLog log = InteractionLog.Create(1, 2, [0, 0], [0, 1], [5, 1], [100 * Day, 500 * Day]);
        Assert.Equal([1, 0], Fit(log, TimeSpan.FromDays(1)).Scores.ToArray());
    }

    [Fact]
    public void Fit_HalfLifeAndUnknownTime_CountsLikeTheOldestKnown()
    {
        InteractionLog log = InteractionLog.Create(
            2, 3, [0, 0, 1, 1], [0, 1, 0, 2], timestamps: [100 * Day, 0, 80 * Day, 90 * Day]);
        Assert.Equal([1.25f, 0.25f, 0.5f], Fit(log, TimeSpan.FromDays(10)).Scores.ToArray());
    }

    [Fact]
    public void Fit_HalfLifeMuchShorterThanTheData_EveryLikedItemStaysRankable()
    {
        // 2^(−20 years / 1 hour) is 0 in any precision; the item was liked all the same.
        InteractionLog log = InteractionLog.Create(1, 3, [0, 0], [0, 2], timestamps: [7300 * Day, 1 * Day]);
        PopularityModel model = Fit(log, TimeSpan.FromHours(1));
        Assert.Equal([new(0, 1), new(2, float.Epsilon)], Answer(model, default));
        Assert.Equal(0f, model.Scores[1]);
    }

    [Fact]
    public void Fit_HalfLifeWithoutTimestamps_ThrowsNamingTheOption()
    {
        foreach (long[] timestamps in (long[][])[[], [0, 0]])
        {
            InteractionLog log = InteractionLog.Create(1, 2, [0, 0], [0, 1], timestamps: timestamps);
            ArgumentException error = Assert.Throws<ArgumentException>(() => Fit(log, TimeSpan.FromDays(10)));
            Assert.Contains("HalfLife needs timestamps", error.Message, StringComparison.Ordinal);
            Assert.Equal("data", error.ParamName);
        }

        Assert.Equal([0f], Fit(InteractionLog.Create(1, 1, [], []), TimeSpan.FromDays(10)).Scores.ToArray());
    }

    [Fact]
    public void Options_InvalidHalfLife_ThrowsNamingTheValue()
    {
        Assert.Null(new PopularityOptions().HalfLife);
        Assert.Equal(new PopularityOptions(), new PopularityTrainer().Options);
        foreach (TimeSpan value in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.MinValue])
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new PopularityOptions { HalfLife = value });
            Assert.Contains("HalfLife must be above zero", error.Message, StringComparison.Ordinal);
            Assert.Equal(value, error.ActualValue);
        }
    }

    [Fact]
    public void Fit_CancelledToken_ThrowsAndReportsNothing()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new PopularityTrainer().Fit(TestSample.Create().Data, null, source.Token));
    }

    [Fact]
    public void Explain_AnyItem_WholeScoreIsTheRemainder()
    {
        TestSample sample = TestSample.Create();
        PopularityModel model = new PopularityTrainer().Train(sample.Data);
        Contribution[] untouched = new Contribution[4];
        for (int item = 0; item < sample.Items.Count; item++)
        {
            Explanation explanation = model.Explain(RecommendationQuery.ForUser(0), item, untouched);
            float count = sample.Liked.GetItemCount(item);
            Assert.Equal(new Explanation(count, count, 0, 0, count), explanation);
        }

        Assert.All(untouched, c => Assert.Equal(default, c));
    }

    [Fact]
    public void Recommend_ManyTies_LowerIndexFirstWhateverTheCount()
    {
        int[] items = [.. Enumerable.Range(0, 200)];
        PopularityModel model = new PopularityTrainer().Train(TrainingData.FromLog(InteractionLog.Create(1, 200, new int[200], items)));
        ScoredItem[] found = new ScoredItem[70];
        Assert.Equal(70, model.Recommend(default, found));
        Assert.Equal(Enumerable.Range(0, 70), found.Select(s => s.ItemIndex));
    }

    private static PopularityModel Fit(InteractionLog log, TimeSpan halfLife) =>
        new PopularityTrainer(new PopularityOptions { HalfLife = halfLife }).Train(TrainingData.FromLog(log));

    private static ScoredItem[] Answer(PopularityModel model, scoped in RecommendationQuery query)
    {
        ScoredItem[] destination = new ScoredItem[20];
        return destination[..model.Recommend(query, destination)];
    }
}
