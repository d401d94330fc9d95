namespace MovieRec.Eval;

/// <summary>What a trial scored on validation; higher is better.</summary>
/// <param name="Value">The mean; NaN ranks last.</param>
/// <param name="StandardError">Its standard error over users; NaN when unknown.</param>
public readonly record struct SweepScore(double Value, double StandardError = double.NaN);
