using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>One model of an evaluation, measured.</summary>
internal sealed record ModelOutcome(string Name, EvaluationResult Result, double FitSeconds, double EvaluateSeconds)
{
    public required IRecommender Model { get; init; }

    /// <summary>Times of a list of ten; null when nobody asked.</summary>
    public LatencyMeasurement? Latency { get; init; }

    /// <summary>Variation over training seeds; empty for one seed.</summary>
    public IReadOnlyList<SeedVariation> Seeds { get; init; } = [];

    /// <summary>The outcome of the same model without this one's re-ranker; null when it has none.</summary>
    public ModelOutcome? Plain { get; init; }
}
