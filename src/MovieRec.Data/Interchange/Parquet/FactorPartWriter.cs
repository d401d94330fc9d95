using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace MovieRec.Data;

/// <summary>
/// Writes one Parquet file of factors with the schema of Spark's own: <c>required int32 id; optional group features (LIST)
/// { repeated group list { required float element } }</c> and Spark's row metadata. Plain, uncompressed pages (factors do
/// not compress), each with its CRC-32.
/// </summary>
internal static class FactorPartWriter
{
    public const string RowMetadataKey = "org.apache.spark.sql.parquet.row.metadata";

    public const string RowMetadata =
        """{"type":"struct","fields":[{"name":"id","type":"integer","nullable":false,"metadata":{}},{"name":"features","type":{"type":"array","elementType":"float","containsNull":false},"nullable":true,"metadata":{}}]}""";

    private const int BytesPerPage = 1 << 20;
    private const int Plain = 0;
    private const int Rle = 3;
    private const int MaxDefinition = 2;

    /// <summary>Writes a file of one row group, or of none when there are no rows.</summary>
    /// <param name="stream">Receives the file; must be at its beginning.</param>
    /// <param name="ids">Ids.</param>
    /// <param name="features">Row-major ids × rank.</param>
    /// <param name="rank">Features of each row.</param>
    public static void Write(Stream stream, ReadOnlySpan<int> ids, ReadOnlySpan<float> features, int rank)
    {
        stream.Write("PAR1"u8);
        long position = 4;
        long idStart = position;
        int rowsPerPage = Math.Max(1, BytesPerPage / sizeof(int));
        for (int row = 0; row < ids.Length; row += rowsPerPage)
        {
            ReadOnlySpan<int> part = ids.Slice(row, Math.Min(rowsPerPage, ids.Length - row));
            position += WritePage(stream, MemoryMarshal.AsBytes(part), part.Length);
        }

        long featureStart = position;
        rowsPerPage = Math.Max(1, BytesPerPage / (rank * sizeof(float)));
        for (int row = 0; row < ids.Length; row += rowsPerPage)
        {
            int rows = Math.Min(rowsPerPage, ids.Length - row);
            byte[] page = FeaturePage(features.Slice(row * rank, rows * rank), rank);
            position += WritePage(stream, page, rows * rank);
        }

        byte[] footer = Footer(ids.Length, rank, idStart, featureStart, position);
        stream.Write(footer);
        Span<byte> tail = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(tail, footer.Length);
        "PAR1"u8.CopyTo(tail[4..]);
        stream.Write(tail);
    }

    /// <summary>Levels, then values: repetition 0 at the first value of a row and 1 at the others, definition always 2.</summary>
    private static byte[] FeaturePage(ReadOnlySpan<float> values, int rank)
    {
        int groups = (values.Length + 7) / 8;
        List<byte> repetition = [];
        WriteVarint(repetition, ((uint)groups << 1) | 1);
        for (int g = 0; g < groups; g++)
        {
            int bits = 0;
            for (int i = 0; i < 8; i++)
            {
                bits |= ((8 * g) + i) % rank == 0 ? 0 : 1 << i;
            }

            repetition.Add((byte)bits);
        }

        List<byte> definition = [];
        WriteVarint(definition, (uint)values.Length << 1);
        definition.Add(MaxDefinition);
        byte[] page = new byte[(2 * sizeof(int)) + repetition.Count + definition.Count + (values.Length * sizeof(float))];
        Span<byte> rest = page;
        Put(ref rest, CollectionsMarshal.AsSpan(repetition));
        Put(ref rest, CollectionsMarshal.AsSpan(definition));
        MemoryMarshal.AsBytes(values).CopyTo(rest);
        return page;
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> levels)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, levels.Length);
        levels.CopyTo(rest[sizeof(int)..]);
        rest = rest[(sizeof(int) + levels.Length)..];
    }

    private static void WriteVarint(List<byte> bytes, uint value)
    {
        for (; value >= 128; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
    }

    private static int WritePage(Stream stream, ReadOnlySpan<byte> content, int values)
    {
        ThriftWriter header = new();
        header.WriteInt32(1, PageHeader.DataPage);
        header.WriteInt32(2, content.Length);
        header.WriteInt32(3, content.Length);
        header.WriteInt32(4, unchecked((int)Crc32.HashToUInt32(content)));
        header.BeginStruct(5);
        header.WriteInt32(1, values);
        header.WriteInt32(2, Plain);
        header.WriteInt32(3, Rle);
        header.WriteInt32(4, Rle);
        header.EndStruct();
        header.EndStruct();
        stream.Write(header.Written);
        stream.Write(content);
        return header.Written.Length + content.Length;
    }

    private static byte[] Footer(int rows, int rank, long idStart, long featureStart, long end)
    {
        ThriftWriter footer = new();
        footer.WriteInt32(1, 1);
        footer.BeginList(2, ThriftType.Struct, 5);
        Element(footer, null, null, "spark_schema", 2, null);
        Element(footer, ParquetColumn.Int32, 0, "id", null, null);
        Element(footer, null, 1, "features", 1, 3);
        Element(footer, null, 2, "list", 1, null);
        Element(footer, ParquetColumn.Float, 0, "element", null, null);
        footer.WriteInt64(3, rows);
        footer.BeginList(4, ThriftType.Struct, rows == 0 ? 0 : 1);
        if (rows > 0)
        {
            footer.BeginElement();
            footer.BeginList(1, ThriftType.Struct, 2);
            Chunk(footer, ParquetColumn.Int32, ["id"], rows, idStart, featureStart);
            Chunk(footer, ParquetColumn.Float, ["features", "list", "element"], (long)rows * rank, featureStart, end);
            footer.WriteInt64(2, end - idStart);
            footer.WriteInt64(3, rows);
            footer.EndStruct();
        }

        footer.BeginList(5, ThriftType.Struct, 1);
        footer.BeginElement();
        footer.WriteString(1, RowMetadataKey);
        footer.WriteString(2, RowMetadata);
        footer.EndStruct();
        footer.WriteString(6, "MovieRec version 1 (build 1)");
        footer.EndStruct();
        return footer.Written.ToArray();
    }

    private static void Element(ThriftWriter footer, int? type, int? repetition, string name, int? children, int? convertedType)
    {
        footer.BeginElement();
        if (type is { } physical)
        {
            footer.WriteInt32(1, physical);
        }

        if (repetition is { } repeated)
        {
            footer.WriteInt32(3, repeated);
        }

        footer.WriteString(4, name);
        if (children is { } count)
        {
            footer.WriteInt32(5, count);
        }

        if (convertedType is { } converted)
        {
            footer.WriteInt32(6, converted);
        }

        footer.EndStruct();
    }

    private static void Chunk(ThriftWriter footer, int type, string[] path, long values, long start, long end)
    {
        footer.BeginElement();
        footer.WriteInt64(2, start);
        footer.BeginStruct(3);
        footer.WriteInt32(1, type);
        footer.BeginList(2, ThriftType.Int32, 2);
        footer.WriteElement(Plain);
        footer.WriteElement(Rle);
        footer.BeginList(3, ThriftType.Binary, path.Length);
        foreach (string name in path)
        {
            footer.WriteElement(name);
        }

        footer.WriteInt32(4, PageCodec.Uncompressed);
        footer.WriteInt64(5, values);
        footer.WriteInt64(6, end - start);
        footer.WriteInt64(7, end - start);
        footer.WriteInt64(9, start);
        footer.EndStruct();
        footer.EndStruct();
    }
}
