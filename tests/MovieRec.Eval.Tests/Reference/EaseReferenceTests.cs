using System.Text.Json;

namespace MovieRec.Eval.Tests.Reference;

/// <summary>EASE in double precision against independent code: every metric to four decimals, every user's list of the reference.</summary>
public sealed class EaseReferenceTests(EaseFits fits) : IClassFixture<EaseFits>
{
    private const double Tolerance = 0.5e-4;

    [Theory]
    [InlineData("strong", 100)]
    [InlineData("strong", 500)]
    [InlineData("strong", 1000)]
    public void Evaluate_Strong_MetricsAgreeToFourDecimals(string folder, double lambda)
    {
        ReferenceFolder reference = ReferenceFolder.Open(folder);
        foreach (string part in new[] { "validation", "test" })
        {
            // One index space for both parts, so that one fit serves them.
            Split split = reference.Read($"{part}_te.csv", $"{part}_tr.csv", ["validation_te.csv", "validation_tr.csv", "test_te.csv", "test_tr.csv"]);
            Check(reference, lambda, part, Evaluate(fits.Get(folder, lambda, split), split).Metrics);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(1000)]
    public void Evaluate_Temporal_MetricsAgreeToFourDecimals(double lambda)
    {
        ReferenceFolder reference = ReferenceFolder.Open("temporal");
        Split split = reference.Read("test.csv");
        EvaluationResult result = Evaluate(fits.Get("temporal", lambda, split), split);

        Check(reference, lambda, "warm_users", result.Slices.Single(static s => s.Name == "warm-users").Metrics);
        Check(reference, lambda, "all_users_popularity_fallback", result.Metrics);
    }

    /// <summary>9,724 items: some 20 seconds and 1.5 GB for each. Run with <c>-explicit only</c>.</summary>
    [Theory(Explicit = true)]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(1000)]
    public void Evaluate_ItemSplit_MetricsAgreeToFourDecimals(double lambda)
    {
        ReferenceFolder reference = ReferenceFolder.Open("item-split-75");
        Split split = reference.Read("test.csv");
        EaseModel model = new EaseTrainer(new EaseOptions { Regularization = lambda }).Fit(split.ToTrainingData(), cancellationToken: TestContext.Current.CancellationToken);

        Check(reference, lambda, "test", Evaluate(model, split).Metrics);
    }

    private static EvaluationResult Evaluate(EaseModel model, Split split)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        PopularityModel popularity = new PopularityTrainer().Fit(split.ToTrainingData(), cancellationToken: cancellation);
        return new Evaluator().Evaluate(model, EvaluationProtocol.Create(split), ReferenceFolder.AllMetrics(), popularity, cancellationToken: cancellation);
    }

    private static void Check(ReferenceFolder reference, double lambda, string part, IReadOnlyList<MetricResult> metrics)
    {
        JsonElement expected = reference.Json.GetProperty("ease").GetProperty("metrics_by_lambda")
            .GetProperty(FormattableString.Invariant($"{lambda}")).GetProperty(part);
        double largest = 0;
        foreach ((string key, string name) in ReferenceFolder.MetricNames)
        {
            double value = metrics.Single(m => m.Name == name).Mean;
            largest = Math.Max(largest, Math.Abs(value - expected.GetProperty(key).GetDouble()));
            Assert.True(
                Math.Abs(value - expected.GetProperty(key).GetDouble()) < Tolerance,
                FormattableString.Invariant($"lambda {lambda}, {part}, {name}: {value} instead of {expected.GetProperty(key).GetDouble()}"));
        }

        TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant($"lambda {lambda}, {part}: largest difference {largest:E1}"));
    }
}
