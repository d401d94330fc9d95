using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace MovieRec.Data;

/// <summary>
/// Reads a chunk of 4-byte values (int32 or float, as bits) that has the same number of values in every row and no nulls:
/// what factor tables are. Pages of both versions; plain, dictionary, delta and byte-stream-split encodings; a page's
/// CRC-32 is verified where it is stored.
/// </summary>
internal ref struct ColumnReader
{
    private const int Plain = 0;
    private const int PlainDictionary = 2;
    private const int Rle = 3;
    private const int DeltaBinaryPacked = 5;
    private const int RleDictionary = 8;
    private const int ByteStreamSplit = 9;
    private const int ValueSize = 4;

    private readonly string _path;
    private readonly ParquetColumn _column;
    private readonly ParquetChunk _chunk;
    private readonly int _perRow;
    private readonly Span<int> _destination;
    private int[]? _dictionary;
    private int _written;

    /// <param name="path">The file, for messages.</param>
    /// <param name="column">The schema leaf.</param>
    /// <param name="chunk">Where its values lie.</param>
    /// <param name="perRow">Values of each row.</param>
    /// <param name="destination">Receives all values of the chunk.</param>
    public ColumnReader(string path, ParquetColumn column, ParquetChunk chunk, int perRow, Span<int> destination)
    {
        _path = path;
        _column = column;
        _chunk = chunk;
        _perRow = perRow;
        _destination = destination;
    }

    /// <summary>Pages whose CRC-32 was stored and right.</summary>
    public int VerifiedPages { get; private set; }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        PageCodec.RequireKnown(_chunk.Codec, _path, _column.Name);
        while (_written < _destination.Length)
        {
            if (bytes.IsEmpty)
            {
                throw Error($"the column ends after {_written} values; {_destination.Length / _perRow} rows need {_destination.Length}");
            }

            ThriftReader reader = new(bytes, _path, "page header");
            PageHeader header = PageHeader.Read(ref reader);
            bytes = bytes[reader.Position..];
            if (header.CompressedSize < 0 || header.CompressedSize > bytes.Length)
            {
                throw Error($"a page announces {header.CompressedSize} bytes; {bytes.Length} are left in its column");
            }

            ReadOnlySpan<byte> page = bytes[..header.CompressedSize];
            bytes = bytes[header.CompressedSize..];
            Verify(header, page);
            switch (header.Type)
            {
                case PageHeader.DictionaryPage: ReadDictionary(header, page); break;
                case PageHeader.DataPage: ReadDataPage(header, page); break;
                case PageHeader.DataPageV2: ReadDataPageV2(header, page); break;
                case PageHeader.IndexPage: break;
                default: throw Error($"a page has the type {header.Type}; expected 0 … 3");
            }
        }
    }

    private void Verify(in PageHeader header, ReadOnlySpan<byte> page)
    {
        if (header.Checksum is not { } expected)
        {
            return;
        }

        uint actual = Crc32.HashToUInt32(page);
        if (actual != expected)
        {
            throw Error($"a page's checksum is 0x{actual:X8}, its header says 0x{expected:X8}; the file is damaged");
        }

        VerifiedPages++;
    }

    private void ReadDictionary(in PageHeader header, ReadOnlySpan<byte> page)
    {
        if (_dictionary is not null || header.Encoding is not (Plain or PlainDictionary))
        {
            throw Error("there is a second dictionary, or one that is not plain");
        }

        // The writer may have given the dictionary up half-way: it can have more entries than are used, never more than values.
        if (header.Values < 0 || header.Values > _destination.Length || header.UncompressedSize != (long)header.Values * ValueSize)
        {
            throw Error($"the dictionary announces {header.Values} entries in {header.UncompressedSize} bytes for {_destination.Length} values");
        }

        int[] dictionary = new int[header.Values];
        PageCodec.Decompress(_chunk.Codec, page, MemoryMarshal.AsBytes(dictionary.AsSpan()), _path, _column.Name);
        _dictionary = dictionary;
    }

    private void ReadDataPage(in PageHeader header, ReadOnlySpan<byte> page)
    {
        CheckCounts(header);
        byte[] rented = ArrayPool<byte>.Shared.Rent(header.UncompressedSize);
        try
        {
            Span<byte> content = rented.AsSpan(0, header.UncompressedSize);
            PageCodec.Decompress(_chunk.Codec, page, content, _path, _column.Name);
            ReadOnlySpan<byte> rest = content;
            ReadOnlySpan<byte> repetition = _column.MaxRepetition > 0 ? TakeLevels(ref rest, header.RepetitionEncoding) : default;
            ReadOnlySpan<byte> definition = _column.MaxDefinition > 0 ? TakeLevels(ref rest, header.DefinitionEncoding) : default;
            CheckLevels(header.Values, repetition, definition);
            ReadValues(header, rest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void ReadDataPageV2(in PageHeader header, ReadOnlySpan<byte> page)
    {
        CheckCounts(header);
        long levels = (long)header.RepetitionLength + header.DefinitionLength;
        if (header.RepetitionLength < 0 || header.DefinitionLength < 0 || levels > page.Length || levels > header.UncompressedSize)
        {
            throw Error($"the levels of a page announce {levels} bytes; the page has {page.Length}");
        }

        CheckLevels(
            header.Values,
            page[..header.RepetitionLength],
            page.Slice(header.RepetitionLength, header.DefinitionLength));
        ReadOnlySpan<byte> packed = page[(int)levels..];
        int size = header.UncompressedSize - (int)levels;
        byte[] rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Span<byte> content = rented.AsSpan(0, size);
            PageCodec.Decompress(header.IsCompressed ? _chunk.Codec : PageCodec.Uncompressed, packed, content, _path, _column.Name);
            ReadValues(header, content);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>What a page announces must fit what is still missing, before memory is taken for it.</summary>
    private readonly void CheckCounts(in PageHeader header)
    {
        int missing = _destination.Length - _written;
        if (header.Values < 0 || header.Values > missing)
        {
            throw Error($"a page announces {header.Values} values; {missing} are missing from {_destination.Length / _perRow} rows of {Expected}");
        }

        // Four bytes a value, and at most two for its levels: beyond that no encoding needs memory.
        if (header.UncompressedSize < 0 || header.UncompressedSize > (6L * header.Values) + 1024)
        {
            throw Error($"a page of {header.Values} values announces {header.UncompressedSize} bytes");
        }
    }

    private readonly ReadOnlySpan<byte> TakeLevels(ref ReadOnlySpan<byte> rest, int encoding)
    {
        if (encoding != Rle)
        {
            throw Error($"levels have the encoding {encoding}; expected 3 (run-length)");
        }

        uint length = rest.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (length > rest.Length - sizeof(uint))
        {
            throw Error($"the levels of a page announce {length} bytes; the page has {rest.Length}");
        }

        ReadOnlySpan<byte> levels = rest.Slice(sizeof(uint), (int)length);
        rest = rest[(sizeof(uint) + (int)length)..];
        return levels;
    }

    /// <summary>Every value is there, and every row has the same number of them.</summary>
    private readonly void CheckLevels(int count, ReadOnlySpan<byte> repetition, ReadOnlySpan<byte> definition)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(Math.Max(count, 1));
        try
        {
            Span<int> levels = rented.AsSpan(0, count);
            if (_column.MaxDefinition > 0)
            {
                Decode(definition, _column.MaxDefinition, levels);
                int bad = levels.IndexOfAnyExcept(_column.MaxDefinition);
                if (bad >= 0)
                {
                    throw Error($"row {(_written + bad) / _perRow} is null, empty or holds a null; expected {Expected}");
                }
            }

            if (_column.MaxRepetition > 0)
            {
                Decode(repetition, _column.MaxRepetition, levels);
                for (int i = 0; i < count; i++)
                {
                    int position = (_written + i) % _perRow;
                    if (levels[i] != (position == 0 ? 0 : 1))
                    {
                        throw Error(position == 0
                            ? $"row {((_written + i) / _perRow) - 1} has more than {_perRow} values; expected {Expected}"
                            : $"row {(_written + i) / _perRow} has {position} values; expected {Expected}");
                    }
                }
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private readonly string Expected => _perRow == 1 ? "one value" : $"{_perRow}, the rank that the metadata gives";

    private readonly void Decode(ReadOnlySpan<byte> source, int maximum, Span<int> levels)
    {
        if (!HybridReader.TryRead(source, 32 - int.LeadingZeroCount(maximum), levels))
        {
            throw Error("the levels of a page cannot be decoded; the file is damaged");
        }
    }

    private void ReadValues(in PageHeader header, ReadOnlySpan<byte> source)
    {
        Span<int> values = _destination.Slice(_written, header.Values);
        bool read = header.Encoding switch
        {
            Plain => TryReadPlain(source, values),
            PlainDictionary or RleDictionary => TryReadIndexed(source, values),
            DeltaBinaryPacked when _column.Type == ParquetColumn.Int32 => DeltaReader.TryRead(source, values),
            ByteStreamSplit => TryReadSplit(source, values),
            _ => throw Error($"the encoding is number {header.Encoding}; plain, dictionary, delta and byte-stream-split are read"),
        };
        if (!read)
        {
            throw Error("the values of a page cannot be decoded; the file is damaged");
        }

        _written += header.Values;
    }

    private static bool TryReadPlain(ReadOnlySpan<byte> source, Span<int> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        if (source.Length != bytes.Length)
        {
            return false;
        }

        source.CopyTo(bytes);
        return true;
    }

    private readonly bool TryReadIndexed(ReadOnlySpan<byte> source, Span<int> values)
    {
        if (_dictionary is null || (source.IsEmpty && !values.IsEmpty) || (!source.IsEmpty && !HybridReader.TryRead(source[1..], source[0], values)))
        {
            return false;
        }

        foreach (ref int value in values)
        {
            if ((uint)value >= (uint)_dictionary.Length)
            {
                return false;
            }

            value = _dictionary[value];
        }

        return true;
    }

    private static bool TryReadSplit(ReadOnlySpan<byte> source, Span<int> values)
    {
        int count = values.Length;
        if (source.Length != (long)count * ValueSize)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            values[i] = source[i] | (source[count + i] << 8) | (source[(2 * count) + i] << 16) | (source[(3 * count) + i] << 24);
        }

        return true;
    }

    private readonly DataFormatException Error(string reason) => Interchange.Error(_path, _column.Name, reason);
}
