namespace MovieRec.Data;

/// <summary>A leaf of a Parquet schema.</summary>
/// <param name="Path">Names from the top level down.</param>
/// <param name="Type">Physical type.</param>
/// <param name="MaxDefinition">Definition level of a value that is there.</param>
/// <param name="MaxRepetition">Number of repeated nodes on the path.</param>
/// <param name="Index">Position among the leaves.</param>
internal sealed record ParquetColumn(string[] Path, int Type, int MaxDefinition, int MaxRepetition, int Index)
{
    public const int Int32 = 1;
    public const int Float = 4;

    public string Name => string.Join('.', Path);
}
