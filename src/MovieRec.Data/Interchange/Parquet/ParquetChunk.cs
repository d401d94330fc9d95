namespace MovieRec.Data;

/// <summary>Where one column of one row group lies.</summary>
/// <param name="Path">Path in the schema, joined by dots.</param>
/// <param name="Type">Physical type.</param>
/// <param name="Codec">Compression.</param>
/// <param name="Start">First byte, that of the dictionary page if there is one.</param>
/// <param name="Length">Bytes, page headers included.</param>
internal readonly record struct ParquetChunk(string Path, int Type, int Codec, long Start, long Length);
