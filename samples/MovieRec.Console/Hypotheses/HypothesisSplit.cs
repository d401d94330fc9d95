using MovieRec.Eval;

namespace MovieRec.Cli.Hypotheses;

/// <summary>The answer on one split: what was chosen on validation, and what the test showed.</summary>
internal sealed record HypothesisSplit(
    SelectionSplits Splits,
    SweepResult HalfLife,
    SweepResult Als,
    EvaluationResult Plain,
    EvaluationResult Decayed,
    EvaluationResult Model,
    double FitSeconds,
    LatencyMeasurement Latency,
    IReadOnlyList<LiftResult> Lifts);
