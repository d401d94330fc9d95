namespace MovieRec.Data;

/// <summary>What became of the rows of every file of an import.</summary>
public sealed record ImportReport
{
    internal ImportReport(FileReport interactions, IReadOnlyList<FileReport> files)
    {
        Interactions = interactions;
        Files = files;
    }

    /// <summary>The same account with further files, such as metadata joined afterwards.</summary>
    /// <param name="files">Their accounts.</param>
    public ImportReport With(IReadOnlyList<FileReport> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new ImportReport(Interactions, [.. Files, .. files]);
    }

    /// <summary>The ratings or interactions file.</summary>
    public FileReport Interactions { get; }

    /// <summary>Every file read, in reading order, the interactions file included.</summary>
    public IReadOnlyList<FileReport> Files { get; }

    /// <summary>Data rows of all files.</summary>
    public long DataRows => Files.Sum(static f => f.DataRows);

    /// <summary>Accepted rows of all files.</summary>
    public long Accepted => Files.Sum(static f => f.Accepted);

    /// <summary>Rejected rows of all files.</summary>
    public long Rejected => Files.Sum(static f => f.Rejected);

    /// <summary>Duplicate rows of all files.</summary>
    public long Duplicates => Files.Sum(static f => f.Duplicates);
}
