namespace MovieRec.Ann;

/// <summary>How a forest is built and searched.</summary>
public sealed record ForestOptions
{
    /// <summary>Number of trees; 1 … 1,000, default 20. More: better recall for the same candidates, more memory.</summary>
    public int Trees
    {
        get;
        init => field = value is >= 1 and <= 1000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Trees must be in 1 … 1000.");
    } = 20;

    /// <summary>Candidates gathered from all trees when a search does not say; 0, the default, for 20 × trees.</summary>
    public int SearchK
    {
        get;
        init => field = value is >= 0 and <= 1 << 28
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "SearchK must be in 0 … 268435456.");
    }

    /// <summary>Vectors in a leaf at most; 2 … 4,096, default 48.</summary>
    public int LeafSize
    {
        get;
        init => field = value is >= 2 and <= 4096
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "LeafSize must be in 2 … 4096.");
    } = 48;

    /// <summary>Seed of the splits. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the build; −1, the default, for all. The trees do not depend on it.</summary>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;
}
