using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>
/// What a re-ranker costs: NDCG lost for each unit of intra-list diversity (genre) gained, on the users for whom the metric is
/// defined. The price is NaN where no diversity was gained.
/// </summary>
internal sealed record RerankPrice(string Model, string NdcgMetric, string DiversityMetric, double NdcgChange, double DiversityChange)
{
    public double Price => DiversityChange > 0 ? -NdcgChange / DiversityChange : double.NaN;

    /// <summary>The price of an outcome; null without a re-ranker, or where either metric was not measured.</summary>
    public static RerankPrice? Of(ModelOutcome outcome)
    {
        MetricResult? ndcg = First(outcome.Result, "NDCG@");
        MetricResult? diversity = First(outcome.Result, "ILD@");
        return outcome.Plain is not { } plain || ndcg is null || diversity is null
            ? null
            : new RerankPrice(
                outcome.Name,
                ndcg.Name,
                diversity.Name,
                ndcg.Mean - plain.Result[ndcg.Name].Mean,
                diversity.Mean - plain.Result[diversity.Name].Mean);
    }

    private static MetricResult? First(EvaluationResult result, string prefix) =>
        result.Metrics.FirstOrDefault(m => m.Name.StartsWith(prefix, StringComparison.Ordinal));
}
