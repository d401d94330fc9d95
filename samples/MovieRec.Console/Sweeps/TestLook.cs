using MovieRec.Eval;

namespace MovieRec.Cli.Sweeps;

/// <summary>What the look at the test showed, beside popularity.</summary>
internal sealed record TestLook(EvaluationResult Result, EvaluationResult Popularity, LatencyMeasurement Latency, IReadOnlyList<ModelComparison> Comparisons);
