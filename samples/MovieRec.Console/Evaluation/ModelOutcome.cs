using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>One model of an evaluation, measured.</summary>
internal sealed record ModelOutcome(string Name, EvaluationResult Result, double FitSeconds, double EvaluateSeconds);
