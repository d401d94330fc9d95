using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>One model of an evaluation, measured.</summary>
internal sealed record ModelOutcome(string Name, EvaluationResult Result, double FitSeconds, double EvaluateSeconds)
{
    /// <summary>The outcome of the same model without this one's re-ranker; null when it has none.</summary>
    public ModelOutcome? Plain { get; init; }
}
