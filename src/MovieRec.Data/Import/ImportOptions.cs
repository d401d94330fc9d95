namespace MovieRec.Data;

/// <summary>How text files are read and what happens to bad rows. Immutable.</summary>
public sealed record ImportOptions
{
    /// <summary>What to do with a bad row. Default: quarantine.</summary>
    public BadRowMode Mode { get; init; }

    /// <summary>The share of data rows of one file that may be rejected before the import fails, 0 … 1. Default 0.01.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 … 1.</exception>
    public double MaxRejectShare
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxRejectShare must be in 0 … 1.");
    } = 0.01;

    /// <summary>
    /// Folder for the rejects files (<c>NAME.rejects.csv</c>), created when needed; null (default) puts each beside its source.
    /// </summary>
    public string? RejectsDirectory { get; init; }

    /// <summary>The clock that tells which timestamps are in the future. Default: the system's.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = TimeProvider.System;

    /// <summary>Lowest valid rating; null (default) means 0.5 for MovieLens and no limit for other files.</summary>
    public float? MinRating { get; init; }

    /// <summary>Highest valid rating; null (default) means 5 for MovieLens and no limit for other files.</summary>
    public float? MaxRating { get; init; }

    /// <summary>
    /// Whether a row that names a movie missing from the movies file is rejected; null (default) means yes for MovieLens
    /// folders with a movies file and no for other files. Without a movies file it has no effect.
    /// </summary>
    public bool? RequireKnownMovies { get; init; }

    /// <summary>
    /// Whether interaction and movie CSV files begin with a header. Default true; false reads the columns
    /// <c>user,item[,rating[,timestamp]]</c> by position (movie files always need their header).
    /// </summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The header name of the column to take as rating or weight; null (default) means <c>rating</c> or <c>weight</c>.</summary>
    public string? RatingColumn { get; init; }

    /// <summary>Longest record in bytes, 1,024 … 268,435,456. A longer one means that the file is no text table: it is refused. Default 1 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxRecordBytes
    {
        get;
        init => field = value is >= 1024 and <= 1 << 28
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxRecordBytes must be in 1,024 … 268,435,456.");
    } = 1 << 20;
}
