namespace MovieRec.Eval.Tests.Hypotheses;

public sealed class LiftHypothesisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Measure_SeveralBaselines_TakesTheBetter()
    {
        Split split = new LastShareSplitter().Apply(Logs.Dense(8, 60, 40));
        TrainingData data = split.ToTrainingData();
        EvaluationResult ease = Evaluate(new EaseTrainer(new EaseOptions { Regularization = 20 }).Fit(data, null, Cancellation), split);
        EvaluationResult popularity = Evaluate(new PopularityTrainer().Fit(data, null, Cancellation), split);
        EvaluationResult decayed = Evaluate(new PopularityTrainer(new PopularityOptions { HalfLife = TimeSpan.FromSeconds(20) }).Fit(data, null, Cancellation), split);

        LiftResult result = LiftHypothesis.Measure(ease, [popularity, decayed], "NDCG@10");
        double better = Math.Max(popularity["NDCG@10"].Mean, decayed["NDCG@10"].Mean);

        Assert.Equal(popularity["NDCG@10"].Mean >= decayed["NDCG@10"].Mean ? 0 : 1, result.Baseline);
        Assert.Equal((ease["NDCG@10"].Mean / better) - 1, result.Lift, 1e-12);
        Assert.True(result.Interval.Contains(result.Lift));
        Assert.Equal(result.Interval.Low > 0.01, result.Exceeds(0.01));
    }

    [Fact]
    public void Measure_Wrong_IsRefused()
    {
        Split split = new LastShareSplitter().Apply(Logs.Dense(8, 60, 40));
        EvaluationResult result = Evaluate(new PopularityTrainer().Fit(split.ToTrainingData(), null, Cancellation), split);

        Assert.Throws<ArgumentException>(() => LiftHypothesis.Measure(result, [], "NDCG@10"));
        Assert.Throws<ArgumentException>(() => LiftHypothesis.Measure(result, [result], "NDCG@5"));
        Assert.Throws<ArgumentException>(() => LiftHypothesis.Measure(result, [result], "NDCG@10", "no such slice"));
    }

    [Fact]
    public void ThrowIfSimulated_SimulatedOrUnknown_Throws()
    {
        Assert.Contains("'Made up'", Assert.Throws<SimulatedDataException>(() => SimulatedDataException.ThrowIfSimulated(new DataSetInfo { Name = "Made up", Simulated = true })).Message, StringComparison.Ordinal);
        Assert.Throws<SimulatedDataException>(() => SimulatedDataException.ThrowIfSimulated(null));
        SimulatedDataException.ThrowIfSimulated(new DataSetInfo { Name = "Real" });
    }

    [Fact]
    public void SeedVariation_HandComputed_Agrees()
    {
        Split split = new LastShareSplitter().Apply(Logs.Dense(8, 60, 40));
        EvaluationResult[] results = [.. Enumerable.Range(1, 3).Select(seed => Evaluate(new AlsTrainer(new AlsOptions { Factors = 4, Iterations = 2, Seed = seed }).Fit(split.ToTrainingData(), null, Cancellation), split))];
        double[] values = [.. results.Select(static r => r["NDCG@10"].Mean)];

        SeedVariation variation = Assert.Single(SeedVariation.Of(results));

        Assert.Equal(values.Average(), variation.Mean, 1e-15);
        Assert.Equal(Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / 2), variation.StandardDeviation, 1e-15);
        Assert.Equal(values.Max(), variation.Highest);
        Assert.True(double.IsNaN(Assert.Single(SeedVariation.Of(results[..1])).StandardDeviation));
        Assert.Throws<ArgumentException>(() => SeedVariation.Of([]));
    }

    private static EvaluationResult Evaluate(IRecommender model, Split split) => new Evaluator().Evaluate(
        model, EvaluationProtocol.Create(split), MetricParser.ParseList("NDCG@10"), cancellationToken: Cancellation);
}
