using System.Text.Json;

namespace MovieRec.Eval.Tests.Reference;

/// <summary>ALS from random starts: the mean of three seeds lies where that of independent code lies.</summary>
public sealed class AlsReferenceTests
{
    [Theory]
    [InlineData("strong", "test", "test_te.csv", "test_tr.csv", "ndcg@100", 0.006)]
    [InlineData("strong", "validation", "validation_te.csv", "validation_tr.csv", "ndcg@100", 0.006)]
    [InlineData("item-split-75", "test", "test.csv", null, "ndcg@10", 0.006)]
    [InlineData("temporal", "warm_users", "test.csv", null, "ndcg@10", 0.02)]
    [InlineData("temporal", "all_users_popularity_fallback", "test.csv", null, "ndcg@10", 0.02)]
    public void Evaluate_AlsMeanOfThreeSeeds_NearReference(
        string folder, string part, string test, string? foldIn, string metric, double tolerance)
    {
        ReferenceFolder reference = ReferenceFolder.Open(folder);
        Split split = reference.Read(test, foldIn);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        TrainingData data = split.ToTrainingData();
        PopularityModel popularity = new PopularityTrainer().Fit(data, cancellationToken: cancellation);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split);
        IMetric measured = MetricParser.Parse(ReferenceFolder.MetricNames[metric]);
        double sum = 0;
        for (int seed = 1; seed <= 3; seed++)
        {
            AlsOptions options = new()
            {
                Factors = 64,
                Iterations = 16,
                Regularization = 0.01,
                UnobservedWeight = 0.3,
                Seed = seed,
                RecordLoss = false,
            };
            AlsModel model = new AlsTrainer(options).Fit(data, cancellationToken: cancellation);
            EvaluationResult result = new Evaluator().Evaluate(model, protocol, [measured], popularity, cancellationToken: cancellation);
            sum += part == "warm_users" ? result.Slices.Single(static s => s.Name == "warm-users").Metrics[0].Mean : result.Metrics[0].Mean;
        }

        double expected = Expected(reference.Json, part, metric);
        TestContext.Current.SendDiagnosticMessage($"{folder} {part} {metric}: {sum / 3:F5}, reference {expected:F5}");
        Assert.InRange(sum / 3, expected - tolerance, expected + tolerance);
    }

    private static double Expected(JsonElement json, string part, string metric) => json.GetProperty("ials").GetProperty("runs").EnumerateArray()
        .Single(static r => r.GetProperty("lambda").GetDouble() == 0.01 && r.GetProperty("alpha0").GetDouble() == 0.3)
        .GetProperty("metrics").GetProperty(part).GetProperty(metric).GetProperty("mean").GetDouble();
}
