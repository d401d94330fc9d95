using System.Buffers.Binary;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>
/// A Parquet file of a data-set folder whose checksum was verified before a byte of it was parsed. Checks the footer
/// against what the file itself can justify before anything of the size it names is allocated.
/// </summary>
internal sealed class ParquetTable : IDisposable
{
    private const long PageOverhead = 1 << 16;
    private const long SmallestFile = 12;
    private const int ShortHeader = 1 << 12;
    private const int LongestHeader = 1 << 24;

    /// <summary>zstd turns a block of 128 KiB into 4 bytes at best; a chunk that claims more text than that is made up.</summary>
    private const long LargestTextRatio = 1 << 15;

    private readonly SynchronousStream _stream;
    private readonly ParquetReader _reader;
    private readonly DataField[] _columns;
    private readonly List<RowGroup> _groups;
    private readonly string _path;

    private ParquetTable(SynchronousStream stream, ParquetReader reader, string path)
    {
        _stream = stream;
        _reader = reader;
        _path = path;
        _columns = reader.Schema.DataFields;
        _groups = reader.Metadata!.RowGroups;
    }

    public int GroupCount => _groups.Count;

    /// <summary>Opens a verified file.</summary>
    /// <param name="stream">The verified file; the table disposes it.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="rows">The rows that the manifest promises.</param>
    /// <param name="columns">Every column, in order.</param>
    public static ParquetTable Open(SynchronousStream stream, string path, long rows, IReadOnlyList<DataField> columns) =>
        Open(stream, path, (long?)rows, columns);

    /// <summary>Opens a verified file whose number of rows is written nowhere else.</summary>
    /// <param name="stream">The verified file; the table disposes it.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="columns">Every column, in order.</param>
    public static ParquetTable OpenUncounted(SynchronousStream stream, string path, IReadOnlyList<DataField> columns) =>
        Open(stream, path, null, columns);

    private static ParquetTable Open(SynchronousStream stream, string path, long? rows, IReadOnlyList<DataField> columns)
    {
        CheckFrame(stream, path);
        return Guard(path, () =>
        {
            stream.Position = 0;
            ParquetReader reader = ParquetReader.CreateAsync(stream, null, leaveStreamOpen: true).GetAwaiter().GetResult();
            ParquetTable table = new(stream, reader, path);
            table.CheckSchema(columns);
            table.CheckGroups(rows, columns);
            return table;
        });
    }

    public int GroupRows(int group) => (int)_groups[group].NumRows;

    /// <summary>Reads a column of one row group into the first elements of <paramref name="destination"/>.</summary>
    public void Read<T>(int group, string column, T[] destination)
    {
        CheckPages(group, column);
        Guard(_path, () =>
        {
            using ParquetRowGroupReader rows = _reader.OpenRowGroupReader(group);
            DataField field = _columns.Single(f => f.Name == column);
            Memory<T> target = destination.AsMemory(0, GroupRows(group));
            ValueTask reading = target switch
            {
                Memory<string?> texts => rows.ReadAsync(field, texts),
                Memory<long> numbers => rows.ReadAsync(field, numbers),
                Memory<int> numbers => rows.ReadAsync(field, numbers),
                Memory<float> numbers => rows.ReadAsync(field, numbers),
                Memory<double> numbers => rows.ReadAsync(field, numbers),
                _ => throw new NotSupportedException($"Columns of {typeof(T).Name} do not occur."),
            };
            reading.AsTask().GetAwaiter().GetResult();
            return 0;
        });
        if (destination is string?[] strings && strings.AsSpan(0, GroupRows(group)).Contains(null))
        {
            throw FolderFiles.Error(_path, "a text is missing; empty text is written as such", column);
        }
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    /// <summary>Magic at both ends and a well-formed footer between them: the library takes lengths and counts on trust.</summary>
    private static void CheckFrame(SynchronousStream stream, string path)
    {
        ReadOnlySpan<byte> magic = "PAR1"u8;
        Span<byte> head = stackalloc byte[4];
        Span<byte> tail = stackalloc byte[8];
        bool whole = stream.Length >= SmallestFile;
        if (whole)
        {
            stream.Position = 0;
            stream.ReadExactly(head);
            stream.Position = stream.Length - tail.Length;
            stream.ReadExactly(tail);
            uint footer = BinaryPrimitives.ReadUInt32LittleEndian(tail);
            whole = head.SequenceEqual(magic)
                && tail[4..].SequenceEqual(magic)
                && footer <= Math.Min(stream.Length - SmallestFile, Array.MaxLength)
                && IsFooter(stream, (int)footer);
        }

        if (!whole)
        {
            throw FolderFiles.Error(path, "not a Parquet file of the kind that this library writes");
        }
    }

    private static bool IsFooter(SynchronousStream stream, int length)
    {
        byte[] footer = new byte[length];
        stream.Position = stream.Length - 8 - length;
        stream.ReadExactly(footer);
        return ParquetShapes.Footer.TryWalk(footer, default, out int walked) && walked == length;
    }

    /// <summary>Whatever the library throws at a file that it cannot read becomes one clear error.</summary>
    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (OperationCanceledException or DataFormatException or UnauthorizedAccessException))
        {
            throw FolderFiles.Error(path, $"the Parquet file cannot be read ({e.Message})");
        }
    }

    private void CheckSchema(IReadOnlyList<DataField> expected)
    {
        DataField[] found = _columns;
        bool same = found.Length == expected.Count;
        for (int i = 0; same && i < found.Length; i++)
        {
            same = found[i].Name == expected[i].Name && found[i].ClrType == expected[i].ClrType && !found[i].IsNullable && !found[i].IsArray;
        }

        if (!same)
        {
            throw FolderFiles.Error(
                _path,
                $"expected the columns {string.Join(", ", expected.Select(Describe))}, found {string.Join(", ", found.Take(20).Select(Describe))}");
        }
    }

    private void CheckGroups(long? rows, IReadOnlyList<DataField> columns)
    {
        long sum = 0;
        long length = _stream.Length;
        for (int g = 0; g < _groups.Count; g++)
        {
            RowGroup group = _groups[g];
            if (group.NumRows is < 1 or > FolderFiles.MaxGroupRows)
            {
                throw FolderFiles.Error(_path, $"row group {g} has {group.NumRows} rows; expected 1 … {FolderFiles.MaxGroupRows}");
            }

            sum += group.NumRows;
            if (group.Columns.Count != columns.Count)
            {
                throw FolderFiles.Error(_path, $"row group {g} has {group.Columns.Count} columns; expected {columns.Count}");
            }

            for (int c = 0; c < columns.Count; c++)
            {
                CheckChunk(group, group.Columns[c].MetaData, columns[c], g, length);
            }
        }

        if (rows is not null && sum != rows)
        {
            throw FolderFiles.Error(_path, $"the row groups have {sum} rows; the manifest says {rows}");
        }
    }

    private void CheckChunk(RowGroup group, ColumnMetaData? chunk, DataField field, int number, long length)
    {
        bool sane = chunk is { NumValues: var values, TotalCompressedSize: >= 0, TotalUncompressedSize: >= 0, DataPageOffset: >= 0 }
            && values == group.NumRows
            && chunk.TotalCompressedSize <= length
            && chunk.DataPageOffset <= length - chunk.TotalCompressedSize
            && chunk.TotalUncompressedSize <= LargestChunk(group.NumRows, chunk, field);
        if (!sane)
        {
            throw FolderFiles.Error(_path, $"row group {number} claims more values or bytes than the file can hold", field.Name);
        }
    }

    /// <summary>
    /// Walks the page headers of a chunk before the library reads it: pages fill the chunk exactly, hold the values of the
    /// row group exactly, and claim no more bytes than the chunk may.
    /// </summary>
    private void CheckPages(int group, string column)
    {
        int index = Array.FindIndex(_columns, c => c.Name == column);
        ColumnMetaData chunk = _groups[group].Columns[index].MetaData!;
        long most = LargestChunk(_groups[group].NumRows, chunk, _columns[index]);
        long at = chunk.DataPageOffset;
        long end = at + chunk.TotalCompressedSize;
        long values = 0;
        long bytes = 0;
        Span<long> page = stackalloc long[4];
        while (at < end)
        {
            if (!TryReadPageHeader(at, end, page, out int length)
                || page[ParquetShapes.PageType] != 0
                || page[ParquetShapes.ValueCount] < 1
                || page[ParquetShapes.UncompressedSize] < 0
                || page[ParquetShapes.CompressedSize] < 0
                || page[ParquetShapes.CompressedSize] > end - at - length)
            {
                throw FolderFiles.Error(_path, $"row group {group} has a page header that makes no sense", column);
            }

            values += page[ParquetShapes.ValueCount];
            bytes += page[ParquetShapes.UncompressedSize];
            at += length + page[ParquetShapes.CompressedSize];
        }

        if (values != _groups[group].NumRows || bytes > most)
        {
            throw FolderFiles.Error(_path, $"the pages of row group {group} claim more values or bytes than the file can hold", column);
        }
    }

    private bool TryReadPageHeader(long at, long end, Span<long> page, out int length)
    {
        // Nearly every header has less than a hundred bytes; one with long texts in its statistics has more.
        for (int size = ShortHeader; ; size *= 16)
        {
            page.Clear();
            byte[] buffer = new byte[(int)Math.Min(size, end - at)];
            _stream.Position = at;
            _stream.ReadExactly(buffer);
            if (ParquetShapes.PageHeader.TryWalk(buffer, page, out length))
            {
                return true;
            }

            if (size >= end - at || size >= LongestHeader)
            {
                return false;
            }
        }
    }

    private static long LargestChunk(long rows, ColumnMetaData chunk, DataField field) => PageOverhead + (field.ClrType.IsPrimitive
        ? rows * sizeof(long)
        : chunk.TotalCompressedSize * LargestTextRatio);

    private static string Describe(DataField field) => $"{field.Name} ({(field.ClrType.IsPrimitive ? field.ClrType.Name : "text")}{(field.IsNullable ? ", nullable" : "")})";
}
