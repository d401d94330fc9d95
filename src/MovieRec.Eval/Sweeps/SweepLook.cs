namespace MovieRec.Eval;

/// <summary>A look at the test split.</summary>
/// <param name="Date">When.</param>
/// <param name="Settings">What was measured.</param>
/// <param name="Metrics">What came out; empty when the program ended in the middle.</param>
public sealed record SweepLook(DateTimeOffset Date, IReadOnlyList<SweepSetting> Settings, IReadOnlyList<ExperimentMetric> Metrics);
