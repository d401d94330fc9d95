namespace MovieRec.Data;

/// <summary>Names inside a data-set folder, and how a file of the folder is damaged in words.</summary>
internal static class FolderFiles
{
    public const string Manifest = "dataset.json";
    public const string Interactions = "interactions.parquet";
    public const string Movies = "movies.parquet";

    /// <summary>Exists only when some user has no interaction.</summary>
    public const string Users = "users.parquet";

    /// <summary>Rows in a row group at most; a reader allocates for one group at a time.</summary>
    public const int MaxGroupRows = 1_000_000;

    /// <summary>
    /// Rows in a row group of interactions as written. A column of it has 80,000 bytes, which keeps the buffers of the
    /// Parquet library out of the large-object heap: reading 25 million rows peaks at 660 MB instead of 1,500 MB, with the
    /// same file size and speed as groups of a million rows.
    /// </summary>
    public const int GroupRows = 10_000;

    public static IReadOnlyList<string> Parquet { get; } = [Interactions, Movies, Users];

    /// <summary>
    /// The name of a complete file that waits for its manifest. It holds the checksum, so that a file staged for one
    /// manifest is never taken for that of another.
    /// </summary>
    public static string Staged(string name, string checksum) => $"{name}.{checksum}.new";

    /// <summary>Whether a name is one that a write leaves behind when the machine stops in the middle of it.</summary>
    public static bool IsLeftover(string fileName)
    {
        string[] parts = fileName.Split('.');
        return parts is [_, _, { Length: 32 } digits, "new" or "tmp"]
            && (fileName.StartsWith(Manifest + ".", StringComparison.Ordinal)
                || Parquet.Any(name => fileName.StartsWith(name + ".", StringComparison.Ordinal)))
            && digits.All(char.IsAsciiHexDigitLower);
    }

    public static DataFormatException Error(string path, string reason, string column = "") => new(path, 0, column, reason, "");
}
