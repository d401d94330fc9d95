using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Every model on one split, and each but the first against the first.</summary>
internal sealed record MeasuredSplit(EvaluationProtocol Protocol, IReadOnlyList<ModelOutcome> Outcomes, IReadOnlyList<Comparison> Comparisons);
