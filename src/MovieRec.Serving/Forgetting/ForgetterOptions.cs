namespace MovieRec.Serving;

/// <summary>Which artefacts may hold people.</summary>
public sealed record ForgetterOptions
{
    /// <summary>Folders with copies of the log (<see cref="FeedbackLog{TItemId}.BackupAsync"/>), files <c>*.db</c>.</summary>
    public IReadOnlyList<string> BackupFolders { get; init; } = [];

    /// <summary>Folders that are deleted whole: quarantined rows, temporary data sets. Whoever fills them may fill them again.</summary>
    public IReadOnlyList<string> DisposableFolders { get; init; } = [];

    /// <summary>A data-set folder that is written anew from the cleaned export; empty for none.</summary>
    public string DataSetFolder { get; init; } = "";
}
