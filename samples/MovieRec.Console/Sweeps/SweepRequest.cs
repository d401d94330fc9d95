using MovieRec.Cli.Experiments;
using MovieRec.Cli.Models;
using MovieRec.Cli.Reports;
using MovieRec.Eval;

namespace MovieRec.Cli.Sweeps;

/// <summary>What <c>sweep</c> was asked for, checked before any data is read.</summary>
internal sealed record SweepRequest
{
    public required string Model { get; init; }

    public required ModelSettings Settings { get; init; }

    public required IReadOnlyList<SweepParameter> Parameters { get; init; }

    public required SweepOptions Options { get; init; }

    /// <summary>What is chosen by.</summary>
    public required IMetric Metric { get; init; }

    /// <summary>What the look at the test measures.</summary>
    public required IReadOnlyList<IMetric> TestMetrics { get; init; }

    public required ISplitter Splitter { get; init; }

    public required InteractionOptions Liked { get; init; }

    public required CandidatePolicy Candidates { get; init; }

    /// <summary>The journal's file; null for a search that is forgotten, which may not look at the test.</summary>
    public required string? Journal { get; init; }

    public required bool LooksAtTest { get; init; }

    public required string? ResetReason { get; init; }

    public required ExperimentRecorder? Log { get; init; }

    public required ReportTarget? Report { get; init; }

    public required PairedTestOptions Tests { get; init; }
}
