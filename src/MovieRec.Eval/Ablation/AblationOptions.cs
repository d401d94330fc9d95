namespace MovieRec.Eval;

/// <summary>Options of <see cref="Ablation"/>.</summary>
public sealed record AblationOptions
{
    /// <summary>How to evaluate: slices, threads.</summary>
    public EvaluatorOptions Evaluator { get; init; } = new();

    /// <summary>Resamples, flips and seed of the comparisons.</summary>
    public PairedTestOptions Tests { get; init; } = new();

    /// <summary>Candidates that a re-ranker chooses from, for each item wanted, ≥ 1. Default 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int PoolFactor
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "PoolFactor must be at least 1.");
    } = 10;

    /// <summary>Training seeds, ≥ 1; with more than one the variation over seeds is reported. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Seeds
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Seeds must be at least 1.");
    } = 1;

    /// <summary>The first training seed. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Requests of the latency measurement, ≥ 1. Default 300.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int LatencyRequests
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "LatencyRequests must be at least 1.");
    } = 300;

    /// <summary>Whether popularity answers where a model has nothing, as the façade does. Default true.</summary>
    public bool UseFallback { get; init; } = true;
}
