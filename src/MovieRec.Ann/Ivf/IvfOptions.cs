namespace MovieRec.Ann;

/// <summary>How an inverted file is built and searched.</summary>
public sealed record IvfOptions
{
    /// <summary>Number of k-means cells; 0, the default, for √count rounded to a multiple of 16 (at most 4,096).</summary>
    public int Cells
    {
        get;
        init => field = value is >= 0 and <= 65536
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Cells must be in 0 … 65536.");
    }

    /// <summary>Cells looked into when a search does not say; at least 1, default 8.</summary>
    public int Probes
    {
        get;
        init => field = value is >= 1 and <= 65536
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Probes must be in 1 … 65536.");
    } = 8;

    /// <summary>
    /// Whether cells also hold the vectors as bytes, which are scanned first; the best are scored again with floats. A
    /// quarter of the memory traffic for a quarter more memory. Not for distances. Default false.
    /// </summary>
    public bool ByteLists { get; init; }

    /// <summary>Rounds of k-means; 1 … 100, default 10.</summary>
    public int Iterations
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Iterations must be in 1 … 100.");
    } = 10;

    /// <summary>Seed of the first centres. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the build; −1, the default, for all. The result does not depend on it.</summary>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;
}
