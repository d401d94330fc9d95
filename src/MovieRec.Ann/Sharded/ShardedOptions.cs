namespace MovieRec.Ann;

/// <summary>How the shards of an index are searched.</summary>
public sealed record ShardedOptions
{
    /// <summary>Threads of one search; −1, the default, for one per shard and processor; 1 for the caller's alone.</summary>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;

    /// <summary>Below this many vectors a search stays on the caller's thread: handing out work costs some microseconds. Default 32,768.</summary>
    public int ParallelThreshold
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ParallelThreshold must not be negative.");
    } = 32768;
}
