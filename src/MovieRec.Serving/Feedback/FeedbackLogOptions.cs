namespace MovieRec.Serving;

/// <summary>Where feedback is stored and how much may wait.</summary>
public sealed record FeedbackLogOptions
{
    /// <summary>The database file; its folder is made when it is missing. Its WAL lies beside it.</summary>
    public required string Path { get; init; }

    /// <summary>Events that may wait for the writer, 1 … 10,000,000; beyond it callers are told at once. Default 65,536.</summary>
    public int Capacity
    {
        get;
        init => field = value is >= 1 and <= 10_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Capacity must be in 1 … 10,000,000.");
    } = 65_536;

    /// <summary>Events in one commit at most, 1 … 100,000. Default 4,096.</summary>
    public int MaxBatch
    {
        get;
        init => field = value is >= 1 and <= 100_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxBatch must be in 1 … 100,000.");
    } = 4_096;

    /// <summary>How long rows stay after they were exported: so long a person's newest events count without a retrained model. Default 3 days.</summary>
    public TimeSpan RetainAfterExport
    {
        get;
        init => field = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RetainAfterExport must not be negative.");
    } = TimeSpan.FromDays(3);

    /// <summary>People whose newest events are kept in memory, ≥ 1. Default 100,000; others are read from the file.</summary>
    public int RecentUsers
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RecentUsers must be at least 1.");
    } = 100_000;

    /// <summary>Newest events kept for a person, 1 … 1,000. Default 64.</summary>
    public int RecentEvents
    {
        get;
        init => field = value is >= 1 and <= 1_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RecentEvents must be in 1 … 1,000.");
    } = 64;

    /// <summary>Only for the control of the power-cut test, which shows that the test would notice: commits that are not flushed.</summary>
    internal bool UnsafeSynchronousNormal { get; init; }
}
