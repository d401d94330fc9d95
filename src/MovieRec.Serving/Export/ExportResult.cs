namespace MovieRec.Serving;

/// <summary>What an export did.</summary>
/// <param name="Exported">Events written and read back.</param>
/// <param name="Removed">Rows removed from the log because they were exported before and are old enough.</param>
public readonly record struct ExportResult(long Exported, long Removed);
