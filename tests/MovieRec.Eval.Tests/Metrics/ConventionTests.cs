namespace MovieRec.Eval.Tests.Metrics;

/// <summary>Values worked out by hand: the list 5, 1, 2, 3 with 1, 3 and one item outside the catalogue relevant (hits at ranks 2 and 4, R = 3).</summary>
public sealed class ConventionTests
{
    private static readonly int[] Ranking = [5, 1, 2, 3];
    private static readonly int[] Relevant = [1, 3];

    [Theory]
    [InlineData("Recall@10", 2 / 3.0)]
    [InlineData("Recall@2", 1 / 2.0)]
    [InlineData("Recall@2(R)", 1 / 3.0)]
    [InlineData("Recall@10(known)", 1)]
    [InlineData("Recall@3(R,known)", 1 / 2.0)]
    [InlineData("Precision@10", 0.2)]
    [InlineData("Precision@10(n)", 0.5)]
    [InlineData("Precision@2(n)", 0.5)]
    [InlineData("Precision@10(min)", 2 / 3.0)]
    [InlineData("MAP@10", 1 / 3.0)]
    [InlineData("MAP@10(R)", 1 / 3.0)]
    [InlineData("MAP@2(R)", 1 / 6.0)]
    [InlineData("MAP@10(k)", 0.1)]
    [InlineData("MAP@10(min-n)", 1 / 3.0)]
    [InlineData("MAP@10(known)", 0.5)]
    [InlineData("HR@1", 0)]
    [InlineData("HR@2", 1)]
    [InlineData("MRR@10", 0.5)]
    [InlineData("MRR@1", 0)]
    [InlineData("NDCG@10(clip)", 1.5 / (2 + 0.6309297535714574))]
    [InlineData("NDCG@2(clip)", 0.5)]
    public void Measure_HandComputed_Equals(string name, double expected)
    {
        RankingContext context = new(Ranking, Relevant, relevantOutsideCatalogue: 1);

        Assert.Equal(expected, ((IRankingMetric)MetricParser.Parse(name)).Measure(context), 1e-15);
    }

    [Theory]
    [InlineData("Precision@10(n)", double.NaN)]
    [InlineData("MAP@10(min-n)", double.NaN)]
    [InlineData("Precision@10", 0)]
    [InlineData("NDCG@10", 0)]
    public void Measure_EmptyList_IsUndefinedOnlyWhereTheLengthDivides(string name, double expected) =>
        Assert.Equal(expected, ((IRankingMetric)MetricParser.Parse(name)).Measure(new RankingContext([], Relevant)));

    [Fact]
    public void Measure_OnlyItemsOutsideTheCatalogueRelevant_IsAMissOrUndefinedByScope()
    {
        RankingContext context = new(Ranking, [], relevantOutsideCatalogue: 2);

        Assert.Equal(0, new NdcgMetric(10).Measure(context));
        Assert.Equal(double.NaN, new NdcgMetric(10, new MetricConvention { Scope = RelevantScope.Catalogue }).Measure(context));
    }

    [Fact]
    public void MicroAverage_TwoUsers_PoolsHitsAndDivisors()
    {
        EvaluationContext shared = new(ItemMask.All(6), new int[6], 2);
        IMetricAccumulator first = MicroAverageMetric.Precision(4, new MetricConvention { Divisor = MetricDivisor.CutoffOrRelevant }).Start(shared);
        IMetricAccumulator second = MicroAverageMetric.Precision(4, new MetricConvention { Divisor = MetricDivisor.CutoffOrRelevant }).Start(shared);
        first.Add(new RankingContext(Ranking, Relevant));
        first.Add(new RankingContext(Ranking, []));
        second.Add(new RankingContext(Ranking, [0, 1, 2, 4, 5]));

        first.Merge(second);

        // 2 of min(4, 2) and 3 of min(4, 5): not the mean of 1 and 3/4.
        Assert.Equal(5 / 6.0, first.Value);
    }

    [Fact]
    public void Coverage_Merged_CountsAnItemOnceAndOnlyCountedUsers()
    {
        CoverageMetric metric = new(2);
        EvaluationContext shared = new(ItemMask.FromItems(8, [0, 1, 2, 3, 4]), new int[8], 2);
        IMetricAccumulator first = metric.Start(shared);
        IMetricAccumulator second = metric.Start(shared);
        Assert.Equal(double.NaN, first.Value);
        first.Add(new RankingContext([0, 1, 2], [7]));
        first.Add(new RankingContext([4, 3], []));
        second.Add(new RankingContext([1, 2, 3], [], relevantOutsideCatalogue: 1));

        first.Merge(second);

        Assert.Equal(3 / 5.0, first.Value);
        Assert.Throws<ArgumentException>(() => first.Merge(MicroAverageMetric.Recall(2).Start(shared)));
    }

    [Fact]
    public void Construct_ConventionThatDoesNotApply_IsRejected()
    {
        MetricConvention relevant = new() { Divisor = MetricDivisor.Relevant };
        MetricConvention clipped = new() { Discount = DcgDiscount.Clipped };

        Assert.Throws<ArgumentOutOfRangeException>(() => new NdcgMetric(10, relevant));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionMetric(10, relevant));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HitRateMetric(10, relevant));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecallMetric(10, clipped));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricConvention { Divisor = (MetricDivisor)99 });
    }

    [Fact]
    public void RankingContext_WrongInput_IsRejected()
    {
        int[] many = [.. Enumerable.Range(0, 400), 7];

        Assert.Contains("7 twice", Assert.Throws<ArgumentException>(() => new RankingContext(many, []).RelevantCount).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RankingContext([], [2, 1]).RelevantCount);
        Assert.Throws<ArgumentException>(() => new RankingContext([], [1, 1]).RelevantCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankingContext([], [], -1).RelevantCount);
        Assert.Equal(double.NaN, new NdcgMetric(5).Measure(default));
    }
}
