namespace MovieRec.Eval.Tests.Statistics;

public sealed class ModelComparisonsTests
{
    private static readonly Split Made = new LastShareSplitter().Apply(Logs.Dense(11, users: 120, items: 40));
    private static readonly EvaluationProtocol Protocol = EvaluationProtocol.Create(Made);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void AgainstFirst_SeveralModels_AreThePairedTestsWithHolmOverTheModels()
    {
        EvaluationResult[] results = [Result(0), Result(3), Result(1)];
        PairedTestOptions options = new() { Resamples = 500, Flips = 500, Seed = 4 };

        IReadOnlyList<ModelComparison> all = ModelComparisons.AgainstFirst(results, options: options, cancellationToken: Token);

        // Coverage and the pooled recall have no values by user.
        Assert.Equal([("NDCG@5", 1), ("NDCG@5", 2), ("AUC", 1), ("AUC", 2)], all.Select(static c => (c.Metric, c.Model)));
        foreach (ModelComparison comparison in all)
        {
            MetricResult model = results[comparison.Model][comparison.Metric];
            Assert.Equal(PairedTest.Compare(model, results[0][comparison.Metric], options), comparison.Paired);
            Assert.Equal(model.Mean - results[0][comparison.Metric].Mean, comparison.Paired.Difference, 1e-12);
        }

        double[] p = [.. all.Take(2).Select(static c => c.Paired.PermutationP)];
        double[] adjusted = new double[2];
        Holm.Adjust(p, adjusted);
        Assert.Equal(adjusted, all.Take(2).Select(static c => c.AdjustedP));
        Assert.True(adjusted[0] > p[0] || adjusted[1] > p[1]);
    }

    [Fact]
    public void AgainstFirst_SameModelTwice_IsNotDistinguishable()
    {
        ModelComparison same = ModelComparisons.AgainstFirst([Result(2), Result(2)], cancellationToken: Token)[0];

        Assert.Equal((0, 1), (same.Paired.Difference, same.AdjustedP));
        Assert.False(same.IsDistinguishable());
    }

    [Fact]
    public void AgainstFirst_ClearlyBetterModel_IsDistinguishable()
    {
        // The relevant items of most users are known to one model and last for the other.
        int[] relevant = new int[40];
        foreach (int item in Made.Test.Items)
        {
            relevant[item]++;
        }

        EvaluationResult good = Evaluate([.. relevant.Select(static (r, i) => r + (i / 100f))]);
        EvaluationResult bad = Evaluate([.. relevant.Select(static (r, i) => 100 - r + (i / 100f))]);

        ModelComparison comparison = ModelComparisons.AgainstFirst([bad, good], cancellationToken: Token).Single(static c => c.Metric == "AUC");

        Assert.True(comparison.IsDistinguishable());
        Assert.True(comparison.Paired.BiasCorrected.Low > 0);
    }

    [Fact]
    public void AgainstFirst_Slice_ComparesItsUsers()
    {
        EvaluatorOptions options = new() { Slices = [new UserSlice("even", static u => u.UserIndex % 2 == 0)] };
        EvaluationResult[] results = [Evaluate(Scores(0), options), Evaluate(Scores(3), options)];

        ModelComparison even = ModelComparisons.AgainstFirst(results, "even", new PairedTestOptions { Resamples = 200 }, Token)[0];

        Assert.Equal(results[0].Users.ToArray().Count(static u => u % 2 == 0), even.Paired.Users + even.Paired.DroppedUsers);
        Assert.Throws<ArgumentException>(() => ModelComparisons.AgainstFirst(results, "odd", cancellationToken: Token));
    }

    [Fact]
    public void AgainstFirst_OneOrForeignResults_IsNothingOrRejected()
    {
        Assert.Empty(ModelComparisons.AgainstFirst([Result(1)], cancellationToken: Token));
        EvaluationResult otherMetrics = new Evaluator().Evaluate(VectorModel.Serve(Scores(1), Made), Protocol, [new HitRateMetric(3)], cancellationToken: Token);
        Assert.Throws<ArgumentException>(() => ModelComparisons.AgainstFirst([Result(1), otherMetrics], cancellationToken: Token));
        Split other = new LastShareSplitter().Apply(Logs.Dense(11, users: 100, items: 40));
        EvaluationResult otherUsers = new Evaluator().Evaluate(VectorModel.Serve(Scores(1), other), EvaluationProtocol.Create(other), Metrics(), cancellationToken: Token);
        Assert.Contains("one protocol", Assert.Throws<ArgumentException>(() => ModelComparisons.AgainstFirst([Result(1), otherUsers], cancellationToken: Token)).Message, StringComparison.Ordinal);
    }

    private static EvaluationResult Result(int shift) => Evaluate(Scores(shift));

    private static float[] Scores(int shift) => [.. Enumerable.Range(0, 40).Select(i => (float)((i * 17) + (shift * i * i)) % 41)];

    private static EvaluationResult Evaluate(float[] scores, EvaluatorOptions? options = null) =>
        new Evaluator(options).Evaluate(VectorModel.Serve(scores, Made), Protocol, Metrics(), cancellationToken: Token);

    private static IReadOnlyList<IMetric> Metrics() => MetricParser.ParseList("NDCG@5,Coverage@5,Recall@5(micro),AUC");
}
