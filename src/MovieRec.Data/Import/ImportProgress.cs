namespace MovieRec.Data;

/// <summary>How far the import of one file is.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Rows">Data rows read.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="TotalBytes">Size of the file.</param>
public readonly record struct ImportProgress(string File, long Rows, long Bytes, long TotalBytes);
