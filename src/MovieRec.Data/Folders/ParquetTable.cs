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

    /// <summary>zstd turns a block of 128 KiB into 4 bytes at best; a chunk that claims more text than that is made up.</summary>
    private const long LargestTextRatio = 1 << 15;

    private readonly SynchronousStream _stream;
    private readonly ParquetReader _reader;
    private readonly string _path;

    private ParquetTable(SynchronousStream stream, ParquetReader reader, string path)
    {
        _stream = stream;
        _reader = reader;
        _path = path;
    }

    public int GroupCount => _reader.RowGroupCount;

    /// <summary>Opens a verified file.</summary>
    /// <param name="stream">The verified file; the table disposes it.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="rows">The rows that the manifest promises.</param>
    /// <param name="columns">Every column, in order.</param>
    public static ParquetTable Open(SynchronousStream stream, string path, long rows, IReadOnlyList<DataField> columns)
    {
        ParquetReader reader = Guard(path, () =>
        {
            stream.Position = 0;
            return ParquetReader.CreateAsync(stream, null, leaveStreamOpen: true).GetAwaiter().GetResult();
        });
        ParquetTable table = new(stream, reader, path);
        table.CheckSchema(columns);
        table.CheckGroups(rows, columns);
        return table;
    }

    public int GroupRows(int group) => (int)_reader.Metadata!.RowGroups[group].NumRows;

    /// <summary>Reads a column of one row group into the first elements of <paramref name="destination"/>.</summary>
    public void Read<T>(int group, string column, T[] destination)
    {
        Guard(_path, () =>
        {
            using ParquetRowGroupReader rows = _reader.OpenRowGroupReader(group);
            DataField field = _reader.Schema.DataFields.Single(f => f.Name == column);
            Memory<T> target = destination.AsMemory(0, GroupRows(group));
            ValueTask reading = target switch
            {
                Memory<string?> texts => rows.ReadAsync(field, texts),
                Memory<long> numbers => rows.ReadAsync(field, numbers),
                Memory<int> numbers => rows.ReadAsync(field, numbers),
                Memory<float> numbers => rows.ReadAsync(field, numbers),
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

    /// <summary>Whatever the library throws at a file that it cannot read becomes one clear error.</summary>
    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException or DataFormatException or UnauthorizedAccessException))
        {
            throw FolderFiles.Error(path, $"the Parquet file cannot be read ({e.Message})");
        }
    }

    private void CheckSchema(IReadOnlyList<DataField> expected)
    {
        DataField[] found = _reader.Schema.DataFields;
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

    private void CheckGroups(long rows, IReadOnlyList<DataField> columns)
    {
        long sum = 0;
        long length = _stream.Length;
        List<RowGroup> groups = _reader.Metadata!.RowGroups;
        for (int g = 0; g < groups.Count; g++)
        {
            RowGroup group = groups[g];
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

        if (sum != rows)
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
            && chunk.TotalUncompressedSize <= PageOverhead + (field.ClrType.IsPrimitive
                ? group.NumRows * sizeof(long)
                : chunk.TotalCompressedSize * LargestTextRatio);
        if (!sane)
        {
            throw FolderFiles.Error(_path, $"row group {number} claims more values or bytes than the file can hold", field.Name);
        }
    }

    private static string Describe(DataField field) => $"{field.Name} ({(field.ClrType.IsPrimitive ? field.ClrType.Name : "text")}{(field.IsNullable ? ", nullable" : "")})";
}
