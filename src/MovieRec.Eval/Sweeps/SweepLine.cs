namespace MovieRec.Eval;

/// <summary>One line of a journal, read: exactly one of its parts is there.</summary>
internal sealed record SweepLine
{
    public string? Subject { get; init; }

    public string Key { get; init; } = "";

    public SweepOutcome? Outcome { get; init; }

    public SweepLook? Look { get; init; }

    public IReadOnlyList<ExperimentMetric>? Shown { get; init; }

    public SweepReset? Reset { get; init; }

    /// <summary>Number of a line that a crash tore.</summary>
    public int? Torn { get; init; }
}
