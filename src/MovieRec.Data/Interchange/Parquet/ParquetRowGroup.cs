namespace MovieRec.Data;

/// <summary>A row group: its rows and one chunk for each leaf of the schema.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Chunks">Column chunks, in the order of the leaves.</param>
internal sealed record ParquetRowGroup(long Rows, List<ParquetChunk> Chunks);
