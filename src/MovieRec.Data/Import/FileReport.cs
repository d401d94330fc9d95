namespace MovieRec.Data;

/// <summary>What became of the rows of one file. Accepted + rejected + duplicates = data rows, checked.</summary>
public sealed record FileReport
{
    internal FileReport(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Rows after the header, whatever became of them.</summary>
    public long DataRows { get; init; }

    /// <summary>Rows in the result.</summary>
    public long Accepted { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public long Rejected { get; init; }

    /// <summary>Rows dropped because they repeat another row of the same key in every column.</summary>
    public long ExactDuplicates { get; init; }

    /// <summary>Rows dropped because a later row of the same key says something else (the last wins).</summary>
    public long ConflictingDuplicates { get; init; }

    /// <summary>All rows dropped as duplicates.</summary>
    public long Duplicates => ExactDuplicates + ConflictingDuplicates;

    /// <summary>Rejected rows by reason; reasons that do not occur are absent.</summary>
    public IReadOnlyDictionary<RejectReason, long> RejectedByReason { get; init; } = new Dictionary<RejectReason, long>();

    /// <summary>Where the rejected rows are; null when there are none.</summary>
    public string? RejectsPath { get; init; }
}
