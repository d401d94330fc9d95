namespace MovieRec.Ann;

/// <summary>A back end, built and measured.</summary>
public sealed record IndexTrial
{
    /// <summary>Name of the back end.</summary>
    public required string Backend { get; init; }

    /// <summary>What it was built with.</summary>
    public required IReadOnlyList<ModelOption> Parameters { get; init; }

    /// <summary>The smallest effort tried that reached the target, or the largest tried; 0 for the exact scan.</summary>
    public required int Effort { get; init; }

    /// <summary>Mean recall at that effort.</summary>
    public required double Recall { get; init; }

    /// <summary>Whether the recall reaches the target.</summary>
    public required bool ReachesTarget { get; init; }

    /// <summary>Queries per second on one thread at that effort.</summary>
    public required double QueriesPerSecond { get; init; }

    /// <summary>Seconds to build.</summary>
    public required double BuildSeconds { get; init; }

    /// <summary>Bytes of the index.</summary>
    public required long Bytes { get; init; }
}
