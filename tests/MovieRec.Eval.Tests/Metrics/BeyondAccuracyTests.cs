namespace MovieRec.Eval.Tests.Metrics;

/// <summary>Worked out by hand on <see cref="SmallWorld"/>.</summary>
public sealed class BeyondAccuracyTests
{
    private const float None = float.NaN;
    private static readonly float[] Scores = [0.9f, 0.5f, 0.5f, 0.1f, None, None];

    [Theory]
    [InlineData("Novelty@3", new[] { 1, 3, 0 }, 4 / 3.0)] // log₂ of 8/4, 8/1 and 8/8
    [InlineData("Novelty@2", new[] { 1, 3, 0 }, 2)]
    [InlineData("Novelty@9", new[] { 1, 3, 0 }, 4 / 3.0)] // what is there
    [InlineData("Novelty@1", new[] { 5 }, 3)] // nobody has it: as if one user had
    [InlineData("Novelty@3(interactions)", new[] { 1, 3, 0 }, 7 / 3.0)] // log₂ of 16/4, 16/1 and 16/8
    [InlineData("Popularity@3", new[] { 1, 3, 0 }, 13 / 3.0)]
    [InlineData("Popularity@1", new[] { 5, 0 }, 0)]
    [InlineData("LongTail@3", new[] { 1, 3, 0 }, 1 / 3.0)]
    [InlineData("LongTail@2", new[] { 5, 3 }, 1)]
    [InlineData("LongTail@9", new[] { 2 }, 0)]
    [InlineData("ILD@3", new[] { 1, 3, 0 }, 2.5 / 3)] // 1, 1/2 and 1
    [InlineData("ILD@2", new[] { 1, 0, 3 }, 0.5)]
    [InlineData("ILD@3", new[] { 0, 4, 1 }, 0.5)] // film 4 has no genre
    public void Measure_List_IsWhatWasWorkedOut(string metric, int[] ranking, double expected) =>
        Assert.Equal(expected, SmallWorld.Measure(metric, ranking), 1e-12);

    [Theory]
    [InlineData("Novelty@3", new int[0])]
    [InlineData("Popularity@3", new int[0])]
    [InlineData("LongTail@3", new int[0])]
    [InlineData("ILD@3", new[] { 0 })] // no pair
    [InlineData("ILD@3", new[] { 0, 4 })] // no pair with genres
    [InlineData("ILD@4(full)", new[] { 0, 1, 2 })]
    [InlineData("Novelty@4(full)", new[] { 0, 1, 2 })]
    [InlineData("Calibration@3", new[] { 0, 1 })] // no history
    [InlineData("AUC", new[] { 0 })] // no scores
    public void Measure_NothingToMeasure_IsUndefined(string metric, int[] ranking) => Assert.Equal(double.NaN, SmallWorld.Measure(metric, ranking));

    [Theory]
    [InlineData("Novelty@1", "Novelty@1(all)", 0)]
    [InlineData("Popularity@1", "Popularity@1(all)", 8)]
    [InlineData("LongTail@1", "LongTail@1(all)", 0)]
    public void Measure_UserWithoutRelevantItems_CountsByConventionOnly(string standard, string everyone, double expected)
    {
        Assert.Equal(double.NaN, SmallWorld.Measure(standard, [0], []));
        Assert.Equal(expected, SmallWorld.Measure(everyone, [0], []));
        Assert.Equal(expected, SmallWorld.Measure(standard, [0], [], outside: 1));
    }

    [Fact]
    public void Measure_OutsideAnEvaluation_IsUndefined()
    {
        foreach (string name in new[] { "Novelty@2", "Popularity@2", "LongTail@2", "ILD@2", "Serendipity@2", "Calibration@2", "AUC" })
        {
            Assert.Equal(double.NaN, ((IRankingMetric)MetricParser.Parse(name)).Measure(new RankingContext([0, 1], [0]) { History = [2] }));
        }
    }

    [Fact]
    public void Diversity_ByVector_IsTheMeanCosineDistance()
    {
        float[][] vectors = [[1, 0], [0, 2], [3, 3], [-1, 0], [0, 0], []];
        ItemVectors given = new("hand", i => vectors[i]);
        double Of(params int[] ranking) => SmallWorld.Measure("ILD@9(vector)", ranking, vectors: given);

        Assert.Equal(1, Of(0, 1), 1e-6);
        Assert.Equal(2, Of(0, 3), 1e-6);
        Assert.Equal(1 - Math.Sqrt(0.5), Of(0, 2), 1e-6);
        Assert.Equal(4 / 3.0, Of(0, 1, 3), 1e-6);
        Assert.Equal(1, Of(0, 4, 1, 5), 1e-6); // a zero vector and none at all are left out
        Assert.Equal(double.NaN, Of(0, 4, 5));
    }

    [Fact]
    public void Calibration_ListOfOtherGenres_IsTheSmoothedDivergence()
    {
        // Profile of films 0 and 1: Drama 3/4, Comedy 1/4. The list has Comedy 1/2, Action 1/2.
        double expected = (0.75 * Math.Log(0.75 / 0.0075)) + (0.25 * Math.Log(0.25 / ((0.99 * 0.5) + 0.0025)));

        Assert.Equal(expected, SmallWorld.Measure("Calibration@2", [2, 3], history: [0, 1]), 1e-12);
        Assert.Equal(expected, SmallWorld.Measure("Calibration@5", [2, 4, 3], history: [0, 1, 4]), 1e-12); // film 4 has no genre
        Assert.Equal(0, SmallWorld.Measure("Calibration@2", [0, 1, 3], history: [0, 1]), 1e-12);
        Assert.Equal(Math.Log(100), SmallWorld.Measure("Calibration@1", [3], history: [2]), 1e-12); // nothing in common: ln(1/α)
        Assert.Equal(double.NaN, SmallWorld.Measure("Calibration@2", [4], history: [0]));
        Assert.Equal(double.NaN, SmallWorld.Measure("Calibration@2", [0], history: [4]));
    }

    [Theory]
    [InlineData("Serendipity@2", new[] { 3, 1 }, new int[0], 0.5)] // expected are films 0 and 1
    [InlineData("Serendipity@2", new[] { 3, 1 }, new[] { 0 }, 0.5)] // expected are films 1 and 2
    [InlineData("Serendipity@2", new[] { 3, 2 }, new[] { 0, 1 }, 0)] // expected are films 2 and 3
    [InlineData("Serendipity@4", new[] { 3, 1 }, new int[0], 0)] // expected are films 0 to 3
    [InlineData("Serendipity@2", new[] { 5 }, new int[0], 0.5)]
    [InlineData("Serendipity@2(n)", new[] { 5 }, new int[0], 1)]
    [InlineData("Serendipity@2", new[] { 2, 4 }, new int[0], 0)] // unexpected but not relevant
    [InlineData("Serendipity@2", new int[0], new int[0], 0)]
    public void Serendipity_RelevantAndNotPopular_Counts(string metric, int[] ranking, int[] history, double expected) =>
        Assert.Equal(expected, SmallWorld.Measure(metric, ranking, [1, 3, 5], history));

    [Fact]
    public void Serendipity_Candidates_DecideWhatIsExpected()
    {
        // Among films 2 to 5 the two most popular are 2 and 3.
        Assert.Equal(0, SmallWorld.Measure("Serendipity@2", [3], [3], candidates: [2, 3, 4, 5]));
        Assert.Equal(0.5, SmallWorld.Measure("Serendipity@2", [4], [4], candidates: [2, 3, 4, 5]));
        Assert.Equal(double.NaN, SmallWorld.Measure("Serendipity@2", [3], []));
        Assert.Equal(double.NaN, SmallWorld.Measure("Serendipity@2(n)", [], [3]));
    }

    [Fact]
    public void Auc_TiesAndItemsWithoutScore_GetWhatIsStated()
    {
        // Film 1 loses against 0, ties with 2, wins against 3 and against 5, which has no score. Film 4 has none: wins nothing.
        Assert.Equal(2.5 / 8, SmallWorld.Measure("AUC", [], [1, 4], scores: Scores));
        Assert.Equal(2.5 / 12, SmallWorld.Measure("AUC", [], [1, 4], scores: Scores, outside: 1));
        Assert.Equal(2.5 / 8, SmallWorld.Measure("AUC(known)", [], [1, 4], scores: Scores, outside: 1));
        Assert.Equal(2.5 / 6, SmallWorld.Measure("AUC", [], [1, 4], history: [0], scores: Scores));
        Assert.Equal(0.5, SmallWorld.Measure("AUC", [], [1, 4], scores: Scores, candidates: [1, 3, 4]));
        Assert.Equal(0, SmallWorld.Measure("AUC", [], [4], scores: [None, None, None, None, None, None]));
        Assert.Equal(double.NaN, SmallWorld.Measure("AUC", [], [0, 1, 2, 3, 4, 5], scores: Scores));
        Assert.Equal(double.NaN, SmallWorld.Measure("AUC", [], [], scores: Scores));
        Assert.Equal(0, SmallWorld.Measure("AUC", [], [], scores: Scores, outside: 1));
        Assert.Equal(double.NaN, SmallWorld.Measure("AUC(known)", [], [], scores: Scores, outside: 1));
    }

    [Fact]
    public void Auc_SliceOfTheRelevantItems_DoesNotMakeTheOthersOpponents()
    {
        RankingContext context = new([], [1, 3, 4]) { Evaluation = SmallWorld.Shared, Scorer = new SmallWorld.GivenScores(Scores) };

        // Opponents are 0, 2 and 5 only: film 1 ties with one and wins against one.
        Assert.Equal(1.5 / 3, new AucMetric().Measure(context.Restrict([1], 0)));
        Assert.Equal(1.5 / 6, new AucMetric().Measure(context.Restrict([1], 1)));
        Assert.Throws<ArgumentException>(() => new RankingContext([], [1, 3]).Restrict([2], 0).RelevantCount);
        Assert.Throws<ArgumentException>(() => new RankingContext([], [1, 3]).Restrict([3, 1], 0).RelevantCount);
    }

    [Fact]
    public void Gini_Exposure_IsWhatWasWorkedOut()
    {
        EvaluationContext four = new(ItemMask.FromItems(6, [0, 1, 2, 3]), new int[6], 1);

        Assert.Equal(0.375, Gini(four, "Gini@2", [0, 1], [0, 2])); // 0, 1, 1, 2
        Assert.Equal(0, Gini(four, "Gini@2", [0, 1], [2, 3]));
        Assert.Equal(0.75, Gini(four, "Gini@1", [0, 1], [0, 2], [0, 3]));
        Assert.Equal(double.NaN, Gini(four, "Gini@1", []));
    }

    [Fact]
    public void Gini_MergedParts_AreTheWhole()
    {
        EvaluationContext shared = SmallWorld.Shared;
        GiniMetric metric = new(3);
        int[][] lists = [.. Enumerable.Range(0, 40).Select(static u => new[] { u % 6, (u + 1) % 6, u % 4 == 0 ? (u + 2) % 6 : (u + 3) % 6 })];
        IMetricAccumulator whole = metric.Start(shared);
        IMetricAccumulator merged = metric.Start(shared);
        for (int start = 0; start < lists.Length; start += start % 3 == 0 ? 1 : 7)
        {
            // Parts of one list and of seven: short ones are kept as lists, long ones as counts.
            IMetricAccumulator part = metric.Start(shared);
            foreach (int[] list in lists.Skip(start).Take(start % 3 == 0 ? 1 : 7))
            {
                part.Add(new RankingContext(list, [0]));
                whole.Add(new RankingContext(list, [0]));
            }

            merged.Merge(part);
        }

        Assert.Equal(whole.Value, merged.Value);
        Assert.InRange(whole.Value, 0.001, 0.5);
        Assert.Throws<ArgumentException>(() => merged.Merge(new CoverageMetric(3).Start(shared)));
    }

    [Fact]
    public void Aggregates_UserWithoutRelevantItems_CountByConventionOnly()
    {
        foreach ((string name, double standard, double everyone) in new[] { ("Coverage@1", 1 / 6.0, 2 / 6.0), ("Gini@1", 5 / 6.0, 4 / 6.0) })
        {
            Assert.Equal(standard, Value(name), 1e-12);
            Assert.Equal(everyone, Value(name + "(all)"), 1e-12);
        }

        static double Value(string name)
        {
            IMetricAccumulator accumulator = ((IAggregateMetric)MetricParser.Parse(name)).Start(SmallWorld.Shared);
            accumulator.Add(new RankingContext([0], [3]));
            accumulator.Add(new RankingContext([1], []));
            return accumulator.Value;
        }
    }

    [Fact]
    public void EvaluationContext_Popularity_OrdersItemsAndFindsTheHead()
    {
        EvaluationContext context = new(ItemMask.All(5), new[] { 1, 4, 4, 0, 1 }, 4);

        Assert.Equal([1, 2, 0, 4, 3], context.ItemsByPopularity.ToArray());
        Assert.Equal([2, 0, 1, 4, 3], Enumerable.Range(0, 5).Select(context.GetPopularityRank));
        Assert.Equal((2, 10), (context.HeadItemCount, context.InteractionCount));
        Assert.Equal([true, false, false, true, true], Enumerable.Range(0, 5).Select(context.IsLongTail));
        Assert.Equal(0, new EvaluationContext(ItemMask.All(2), new int[2], 0).HeadItemCount);
    }

    private static double Gini(EvaluationContext context, string name, params int[][] lists)
    {
        IMetricAccumulator accumulator = ((IAggregateMetric)MetricParser.Parse(name)).Start(context);
        foreach (int[] list in lists)
        {
            accumulator.Add(new RankingContext(list, [0]));
        }

        return accumulator.Value;
    }
}
