namespace MovieRec.Ann;

/// <summary>What <see cref="IndexPlanner"/> looks for.</summary>
public sealed record PlannerOptions
{
    /// <summary>The recall to reach; above 0, at most 1. Default 0.95.</summary>
    public double TargetRecall
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "TargetRecall must be above 0 and at most 1.");
    } = 0.95;

    /// <summary>The k of recall@k. Default 10.</summary>
    public int Cutoff
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Cutoff must be at least 1.");
    } = 10;

    /// <summary>How many times as fast as the exact scan an approximate index must be to be chosen. Default 1.5.</summary>
    public double WorthwhileSpeedup
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "WorthwhileSpeedup must be at least 1.");
    } = 1.5;

    /// <summary>Back ends to try, beside the exact scan. Default <c>ivf</c> and <c>hnsw</c>; <c>forest</c> can be added.</summary>
    public IReadOnlyList<string> Backends
    {
        get;
        init => field = value.All(static b => b is FlatIndex.BackendName or IvfIndex.BackendName or HnswIndex.BackendName or ForestIndex.BackendName)
            ? value
            : throw new ArgumentException($"Back ends are flat, ivf, hnsw and forest, not {string.Join(", ", value)}.", nameof(value));
    } = [IvfIndex.BackendName, HnswIndex.BackendName];

    /// <summary>Seed of the builds. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the builds; −1, the default, for all.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;
}
