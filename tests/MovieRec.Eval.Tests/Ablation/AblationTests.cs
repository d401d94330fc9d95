namespace MovieRec.Eval.Tests.Ablation;

public sealed class AblationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_ModelsAndRerankers_MeasuresEveryPair()
    {
        AblationResult result = Run(new AblationOptions { LatencyRequests = 20 });

        Assert.Equal(["popularity", "popularity+reversed", "als", "als+reversed", "ease", "ease+reversed"], result.Variants.Select(static v => v.Name));
        Assert.Equal(["popularity+nothing", "als+nothing", "ease+nothing"], result.Skipped);
        Assert.All(result.Variants, static v =>
        {
            Assert.Equal(20, v.Latency.Milliseconds.Length);
            Assert.True(v.ModelBytes > 0);
            Assert.True(v.FitAllocatedBytes > 0);
            Assert.NotEmpty(v.Result.Slices);
        });
    }

    [Fact]
    public void Run_Reranker_ChangesTheListAndNothingElse()
    {
        AblationResult result = Run(new AblationOptions { LatencyRequests = 1 });
        AblationVariant plain = result.Variants.Single(static v => v.Name == "als");
        AblationVariant reversed = result.Variants.Single(static v => v.Name == "als+reversed");

        Assert.Equal(ResultOrder.Reranked, reversed.Result.Model.Order);
        Assert.NotEqual(plain.Result["NDCG@5"].Mean, reversed.Result["NDCG@5"].Mean);

        // AUC asks for scores, and those stay the model's.
        Assert.Equal(plain.Result["AUC"].Mean, reversed.Result["AUC"].Mean);
    }

    [Fact]
    public void Run_Comparisons_AreAgainstWhatWasChangedAndCorrectedOverTheTable()
    {
        AblationResult result = Run(new AblationOptions { LatencyRequests = 1, Tests = new PairedTestOptions { Flips = 500, Resamples = 500 } });

        Assert.Equal(
            [("popularity+reversed", "popularity"), ("als", "popularity"), ("als+reversed", "als"), ("ease", "popularity"), ("ease+reversed", "ease")],
            result.Comparisons.Select(static c => (c.Variant, c.Baseline)).Distinct());
        double[] expected = new double[result.Comparisons.Count];
        Holm.Adjust(result.Comparisons.Select(static c => c.Paired.PermutationP).ToArray(), expected);
        Assert.Equal(expected, result.Comparisons.Select(static c => c.AdjustedP));
        Assert.Equal(10, result.Comparisons.Count);
    }

    [Fact]
    public void Run_SeveralSeeds_ShowsVariationOfWhatHasASeed()
    {
        AblationResult result = Run(new AblationOptions { LatencyRequests = 1, Seeds = 3 });

        SeedVariation als = result.Variants.Single(static v => v.Name == "als").Seeds.Single(static s => s.Metric == "NDCG@5");
        Assert.Equal(3, als.Seeds);
        Assert.True(als.StandardDeviation > 0);
        Assert.InRange(als.Mean, als.Lowest, als.Highest);
        Assert.Equal(0, result.Variants.Single(static v => v.Name == "ease").Seeds.Single(static s => s.Metric == "NDCG@5").StandardDeviation);
    }

    [Fact]
    public void Create_Wrong_IsRefused()
    {
        AblationModel popularity = new("popularity", static _ => new PopularityTrainer());

        Assert.Throws<ArgumentException>(() => new Eval.Ablation([]));
        Assert.Contains("'popularity'", Assert.Throws<ArgumentException>(() => new Eval.Ablation([popularity, popularity])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AblationOptions { PoolFactor = 0 });
    }

    private static AblationResult Run(AblationOptions options)
    {
        Split split = new LastShareSplitter().Apply(Logs.Dense(5, 60, 40));
        return new Eval.Ablation(
            [
                new AblationModel("popularity", static _ => new PopularityTrainer()),
                new AblationModel("als", static seed => new AlsTrainer(new AlsOptions { Factors = 4, Iterations = 2, Seed = seed })),
                new AblationModel("ease", static _ => new EaseTrainer(new EaseOptions { Regularization = 20 })),
            ],
            [new AblationReranker("reversed", static (_, _) => new Reversed()), new AblationReranker("nothing", static (_, _) => null)],
            options).Run(EvaluationProtocol.Create(split), MetricParser.ParseList("NDCG@5,AUC,Coverage@5"), null, Cancellation);
    }

    private sealed class Reversed : IReranker
    {
        public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count)
        {
            candidates.Reverse();
            return count;
        }
    }
}
