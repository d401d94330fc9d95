using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>What to measure, whatever the split.</summary>
internal sealed record EvaluatePlan
{
    public required IReadOnlyList<NamedTrainer> Models { get; init; }

    public required IReadOnlyList<IMetric> Metrics { get; init; }

    public required MetricProfile Profile { get; init; }

    public required CandidatePolicy Candidates { get; init; }

    public required bool UseFallback { get; init; }
}
