namespace MovieRec.Data;

/// <summary>One Parquet file of a data-set folder, as the manifest describes it.</summary>
/// <param name="Name">File name inside the folder.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Checksum">XxHash128 of every byte, 32 lower-case hexadecimal digits.</param>
public sealed record DataSetFile(string Name, long Rows, long Bytes, string Checksum);
