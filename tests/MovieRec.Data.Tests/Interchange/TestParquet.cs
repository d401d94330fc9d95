using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>
/// Writes factor files in the variants that Spark's writers have used over the years, and broken ones: list layouts, page
/// versions, encodings, compressions, optional and required columns, with and without page checksums.
/// </summary>
internal sealed class TestParquet
{
    public string Layout { get; init; } = "list.element";

    public bool V2 { get; init; }

    public bool Dictionary { get; init; }

    public bool Checksums { get; init; }

    public bool RequiredElement { get; init; } = true;

    public bool OptionalId { get; init; }

    public bool DeltaIds { get; init; }

    public int Codec { get; init; }

    public int RowsPerPage { get; init; } = 3;

    public int RowsPerGroup { get; init; } = int.MaxValue;

    /// <summary>Number of rows the footer announces beyond those there are.</summary>
    public long ExtraRows { get; init; }

    /// <summary>Row whose features are null.</summary>
    public int NullRow { get; init; } = -1;

    /// <summary>Row that has one feature less.</summary>
    public int ShortRow { get; init; } = -1;

    public int FeatureType { get; init; } = 4;

    public string FeaturesName { get; init; } = "features";

    /// <summary>Added to what each data page's header says of its size without compression.</summary>
    public int ExtraPageSize { get; init; }

    /// <summary>Added to what each data page's header says of its values.</summary>
    public int ExtraPageValues { get; init; }

    private int ElementDefinition => Layout is "array" or "bare" ? (Layout == "bare" ? 1 : 2) : RequiredElement ? 2 : 3;

    public byte[] Write(int[] ids, float[] features, int rank)
    {
        MemoryStream file = new();
        file.Write("PAR1"u8);
        List<(long Start, long Middle, long End, int Rows, long Values)> groups = [];
        for (int first = 0; first < ids.Length; first += Math.Min(RowsPerGroup, ids.Length))
        {
            int rows = Math.Min(RowsPerGroup, ids.Length - first);
            long start = file.Position;
            WriteIds(file, ids.AsSpan(first, rows));
            long middle = file.Position;
            long values = WriteFeatures(file, features.AsSpan(first * rank, rows * rank), rank, first);
            groups.Add((start, middle, file.Position, rows, values));
        }

        byte[] footer = Footer(groups);
        file.Write(footer);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        file.Write(length);
        file.Write("PAR1"u8);
        return file.ToArray();
    }

    private void WriteIds(MemoryStream file, ReadOnlySpan<int> ids)
    {
        for (int row = 0; row < ids.Length; row += RowsPerPage)
        {
            ReadOnlySpan<int> page = ids.Slice(row, Math.Min(RowsPerPage, ids.Length - row));
            byte[] levels = OptionalId ? Run(page.Length, 1, 1) : [];
            byte[] values = DeltaIds ? Delta(page) : MemoryMarshal.AsBytes(page).ToArray();
            WriteData(file, page.Length, page.Length, [], levels, values, DeltaIds ? 5 : 0);
        }
    }

    private long WriteFeatures(MemoryStream file, ReadOnlySpan<float> features, int rank, int firstRow)
    {
        int rows = features.Length / rank;
        float[] distinct = [.. features.ToArray().Distinct()];
        if (Dictionary)
        {
            byte[] content = MemoryMarshal.AsBytes(distinct.AsSpan()).ToArray();
            byte[] packed = Compress(content);
            ThriftWriter header = new();
            header.WriteInt32(1, 2);
            header.WriteInt32(2, content.Length);
            header.WriteInt32(3, packed.Length);
            header.BeginStruct(7);
            header.WriteInt32(1, distinct.Length);
            header.WriteInt32(2, 0);
            header.EndStruct();
            header.EndStruct();
            file.Write(header.Written);
            file.Write(packed);
        }

        long total = 0;
        for (int row = 0; row < rows; row += RowsPerPage)
        {
            int count = Math.Min(RowsPerPage, rows - row);
            List<int> repetition = [];
            List<int> definition = [];
            List<float> values = [];
            for (int r = row; r < row + count; r++)
            {
                int length = firstRow + r == ShortRow ? rank - 1 : rank;
                if (firstRow + r == NullRow)
                {
                    repetition.Add(0);
                    definition.Add(0);
                    continue;
                }

                for (int k = 0; k < length; k++)
                {
                    repetition.Add(k == 0 ? 0 : 1);
                    definition.Add(ElementDefinition);
                    values.Add(features[(r * rank) + k]);
                }
            }

            total += repetition.Count;
            byte[] bytes = FeatureType == 5
                ? MemoryMarshal.AsBytes(values.Select(static v => (double)v).ToArray().AsSpan()).ToArray()
                : Dictionary ? Indices(values, distinct) : MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray();
            WriteData(
                file, repetition.Count, count, Packed(repetition, 1), Packed(definition, ElementDefinition > 1 ? 2 : 1), bytes, Dictionary ? 8 : 0);
        }

        return total;
    }

    private void WriteData(MemoryStream file, int values, int rows, byte[] repetition, byte[] definition, byte[] content, int encoding)
    {
        ThriftWriter header = new();
        byte[] stored;
        if (V2)
        {
            byte[] packed = Compress(content);
            stored = [.. repetition, .. definition, .. packed];
            header.WriteInt32(1, 3);
            header.WriteInt32(2, repetition.Length + definition.Length + content.Length + ExtraPageSize);
            header.WriteInt32(3, stored.Length);
            WriteChecksum(header, stored);
            header.BeginStruct(8);
            header.WriteInt32(1, values + ExtraPageValues);
            header.WriteInt32(2, 0);
            header.WriteInt32(3, rows);
            header.WriteInt32(4, encoding);
            header.WriteInt32(5, definition.Length);
            header.WriteInt32(6, repetition.Length);
        }
        else
        {
            byte[] plain = [.. Prefixed(repetition), .. Prefixed(definition), .. content];
            stored = Compress(plain);
            header.WriteInt32(1, 0);
            header.WriteInt32(2, plain.Length + ExtraPageSize);
            header.WriteInt32(3, stored.Length);
            WriteChecksum(header, stored);
            header.BeginStruct(5);
            header.WriteInt32(1, values + ExtraPageValues);
            header.WriteInt32(2, encoding);
            header.WriteInt32(3, 3);
            header.WriteInt32(4, 3);
        }

        header.EndStruct();
        header.EndStruct();
        file.Write(header.Written);
        file.Write(stored);
    }

    private void WriteChecksum(ThriftWriter header, byte[] stored)
    {
        if (Checksums)
        {
            header.WriteInt32(4, unchecked((int)Crc32.HashToUInt32(stored)));
        }
    }

    private static byte[] Prefixed(byte[] levels)
    {
        if (levels.Length == 0)
        {
            return [];
        }

        byte[] result = new byte[4 + levels.Length];
        BinaryPrimitives.WriteInt32LittleEndian(result, levels.Length);
        levels.CopyTo(result, 4);
        return result;
    }

    private byte[] Compress(byte[] content)
    {
        switch (Codec)
        {
            case 0:
                return content;
            case 1:
                return Snappier.Snappy.CompressToArray(content);
            case 2:
                MemoryStream buffer = new();
                using (GZipStream gzip = new(buffer, CompressionLevel.Optimal))
                {
                    gzip.Write(content);
                }

                return buffer.ToArray();
            case 4:
                byte[] brotli = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
                Assert.True(BrotliEncoder.TryCompress(content, brotli, out int written));
                return brotli[..written];
            case 6:
                using (ZstdSharp.Compressor compressor = new())
                {
                    return compressor.Wrap(content).ToArray();
                }

            default:
                return content;
        }
    }

    private static byte[] Run(int count, int value, int width)
    {
        List<byte> bytes = [];
        Varint(bytes, (ulong)count << 1);
        for (int i = 0; i < (width + 7) / 8; i++)
        {
            bytes.Add((byte)(value >> (8 * i)));
        }

        return [.. bytes];
    }

    private static byte[] Packed(List<int> values, int width)
    {
        List<byte> bytes = [];
        int groups = (values.Count + 7) / 8;
        Varint(bytes, ((ulong)groups << 1) | 1);
        bytes.AddRange(Bits(values, groups * 8, width));
        return [.. bytes];
    }

    private static byte[] Bits(List<int> values, int count, int width)
    {
        byte[] bytes = new byte[((count * width) + 7) / 8];
        for (int i = 0; i < values.Count; i++)
        {
            for (int b = 0; b < width; b++)
            {
                int bit = (i * width) + b;
                bytes[bit / 8] |= (byte)(((uint)values[i] >> b & 1) << (bit % 8));
            }
        }

        return bytes;
    }

    private static byte[] Indices(List<float> values, float[] distinct)
    {
        int width = Math.Max(1, 32 - int.LeadingZeroCount(distinct.Length - 1));
        return [(byte)width, .. Packed([.. values.Select(v => Array.IndexOf(distinct, v))], width)];
    }

    /// <summary>One block of 128 in 4 miniblocks of 32, as parquet-mr writes it; unused miniblocks have width 0 and no bytes.</summary>
    private static byte[] Delta(ReadOnlySpan<int> values)
    {
        List<byte> bytes = [];
        Varint(bytes, 128);
        Varint(bytes, 4);
        Varint(bytes, (ulong)values.Length);
        ZigZag(bytes, values[0]);
        for (int start = 1; start < values.Length; start += 128)
        {
            long[] deltas = new long[Math.Min(128, values.Length - start)];
            for (int i = 0; i < deltas.Length; i++)
            {
                deltas[i] = (long)values[start + i] - values[start + i - 1];
            }

            long smallest = deltas.Min();
            ZigZag(bytes, smallest);
            List<byte> body = [];
            for (int m = 0; m < 4; m++)
            {
                List<int> part = [.. deltas.Skip(32 * m).Take(32).Select(d => (int)(d - smallest))];
                int width = part.Count == 0 ? 0 : 32 - int.LeadingZeroCount(part.Max());
                bytes.Add((byte)width);
                if (part.Count > 0)
                {
                    body.AddRange(Bits(part, 32, width));
                }
            }

            bytes.AddRange(body);
        }

        return [.. bytes];
    }

    private static void ZigZag(List<byte> bytes, long value) => Varint(bytes, (ulong)((value << 1) ^ (value >> 63)));

    private static void Varint(List<byte> bytes, ulong value)
    {
        for (; value >= 128; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
    }

    private byte[] Footer(List<(long Start, long Middle, long End, int Rows, long Values)> groups)
    {
        ThriftWriter footer = new();
        footer.WriteInt32(1, 1);
        string[] path = WriteSchema(footer);
        footer.WriteInt64(3, groups.Sum(static g => (long)g.Rows) + ExtraRows);
        footer.BeginList(4, ThriftType.Struct, groups.Count);
        foreach ((long start, long middle, long end, int rows, long values) in groups)
        {
            footer.BeginElement();
            footer.BeginList(1, ThriftType.Struct, 2);
            Chunk(footer, 1, ["id"], rows, start, middle);
            Chunk(footer, FeatureType, path, values + (ExtraRows * values / Math.Max(rows, 1)), middle, end);
            footer.WriteInt64(2, end - start);
            footer.WriteInt64(3, rows + ExtraRows);
            footer.EndStruct();
        }

        footer.EndStruct();
        return footer.Written.ToArray();
    }

    private string[] WriteSchema(ThriftWriter footer)
    {
        int element = RequiredElement ? 0 : 1;
        (int Repetition, string Name, int Children, int Type)[] nodes = Layout switch
        {
            "list.element" => [(1, FeaturesName, 1, -1), (2, "list", 1, -1), (element, "element", 0, FeatureType)],
            "bag.array" => [(1, FeaturesName, 1, -1), (2, "bag", 1, -1), (element, "array", 0, FeatureType)],
            "array" => [(1, FeaturesName, 1, -1), (2, "array", 0, FeatureType)],
            _ => [(2, FeaturesName, 0, FeatureType)],
        };
        footer.BeginList(2, ThriftType.Struct, nodes.Length + 2);
        footer.BeginElement();
        footer.WriteString(4, "spark_schema");
        footer.WriteInt32(5, 2);
        footer.EndStruct();
        footer.BeginElement();
        footer.WriteInt32(1, 1);
        footer.WriteInt32(3, OptionalId ? 1 : 0);
        footer.WriteString(4, "id");
        footer.EndStruct();
        foreach ((int repetition, string name, int children, int type) in nodes)
        {
            footer.BeginElement();
            if (type >= 0)
            {
                footer.WriteInt32(1, type);
            }

            footer.WriteInt32(3, repetition);
            footer.WriteString(4, name);
            if (children > 0)
            {
                footer.WriteInt32(5, children);
            }

            footer.EndStruct();
        }

        return [.. nodes.Select(static n => n.Name)];
    }

    private void Chunk(ThriftWriter footer, int type, string[] path, long values, long start, long end)
    {
        footer.BeginElement();
        footer.WriteInt64(2, start);
        footer.BeginStruct(3);
        footer.WriteInt32(1, type);
        footer.BeginList(2, ThriftType.Int32, 1);
        footer.WriteElement(0);
        footer.BeginList(3, ThriftType.Binary, path.Length);
        foreach (string name in path)
        {
            footer.WriteElement(name);
        }

        footer.WriteInt32(4, Codec);
        footer.WriteInt64(5, values);
        footer.WriteInt64(6, end - start);
        footer.WriteInt64(7, end - start);
        footer.WriteInt64(9, start);
        footer.EndStruct();
        footer.EndStruct();
    }
}
