namespace MovieRec.Benchmarks.Pipeline;

/// <summary>The result file.</summary>
internal sealed record PipelineReport(
    string Command, string Measured, Machine Machine, long Interactions, int Users, int Movies, IReadOnlyList<StepResult> Steps, IReadOnlyList<StepResult> OneProcess);
