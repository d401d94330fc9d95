namespace MovieRec.Ann;

/// <summary>How a graph is built and searched (Malkov and Yashunin 2018).</summary>
public sealed record HnswOptions
{
    /// <summary>Links of a node on the upper levels, and of a new node on the lowest, which holds twice as many. 4 … 128; default 16.</summary>
    public int M
    {
        get;
        init => field = value is >= 4 and <= 128
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "M must be in 4 … 128.");
    } = 16;

    /// <summary>Candidates kept while a node is inserted. At least 8; default 200. Higher: better graph, slower build.</summary>
    public int EfConstruction
    {
        get;
        init => field = value is >= 8 and <= 65536
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "EfConstruction must be in 8 … 65536.");
    } = 200;

    /// <summary>Candidates kept while searching, when a search does not say. At least 1; default 64.</summary>
    public int EfSearch
    {
        get;
        init => field = value is >= 1 and <= 1 << 20
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "EfSearch must be in 1 … 1048576.");
    } = 64;

    /// <summary>
    /// Whether the graph also holds the vectors as bytes, which say of most neighbours that they cannot matter before their
    /// floats are read: the same graph and the same answers, faster, for a quarter more memory. Default true; without
    /// effect for distances.
    /// </summary>
    public bool ByteRows { get; init; } = true;

    /// <summary>Seed of levels and insertion order. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the build; −1, the default, for all. The graph does not depend on it.</summary>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;
}
