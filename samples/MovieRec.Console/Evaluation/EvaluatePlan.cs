using MovieRec.Cli.Experiments;
using MovieRec.Cli.Models;
using MovieRec.Cli.Reports;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>What to measure, whatever the split.</summary>
internal sealed record EvaluatePlan
{
    public required IReadOnlyList<NamedTrainer> Models { get; init; }

    /// <summary>Options of the models.</summary>
    public ModelSettings Settings { get; init; } = new([]);

    public required IReadOnlyList<IMetric> Metrics { get; init; }

    public required MetricProfile Profile { get; init; }

    public required CandidatePolicy Candidates { get; init; }

    public required bool UseFallback { get; init; }

    /// <summary>Families of slices; null for warm and cold users.</summary>
    public IReadOnlyList<string>? SliceNames { get; init; }

    /// <summary>The model whose item vectors tell how alike items are, and the metrics as they were asked for; null for none.</summary>
    public VectorSource? Vectors { get; init; }

    /// <summary>Re-rankers; every model is measured without and with each of them.</summary>
    public IReadOnlyList<RerankerSpec> Rerankers { get; init; } = [];

    /// <summary>Resamples and flips of the comparison with the first model.</summary>
    public PairedTestOptions Comparison { get; init; } = new();

    /// <summary>Whether to measure how fast a model answers.</summary>
    public bool MeasuresLatency { get; init; }

    /// <summary>The models again for further training seeds, by number of the seed; empty for one seed.</summary>
    public IReadOnlyList<IReadOnlyList<NamedTrainer>> FurtherSeeds { get; init; } = [];

    /// <summary>Where what was measured is recorded; null for nowhere.</summary>
    public ExperimentRecorder? Log { get; init; }

    /// <summary>The HTML page to write; null for none.</summary>
    public ReportTarget? Report { get; init; }
}
