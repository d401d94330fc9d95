using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>Writes row groups to one Parquet file of a data-set folder: zstd, no nulls, at most a million rows in a group.</summary>
internal sealed class ParquetSink : IDisposable
{
    private readonly ParquetWriter _writer;
    private ParquetRowGroupWriter? _group;
    private bool _closed;

    public ParquetSink(Stream stream, IReadOnlyList<DataField> columns)
    {
        ParquetOptions options = new()
        {
            CompressionMethod = CompressionMethod.Zstd,

            // The library's default is the slowest level of zstd, 47 times slower for a few percent.
            CompressionLevel = CompressionLevel.Optimal,
        };
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(columns.ToArray<Field>()), stream, options).GetAwaiter().GetResult();
    }

    public void BeginGroup() => _group = _writer.CreateRowGroup();

    /// <summary>Writes the first <paramref name="count"/> values of a column; columns come in the order of the schema.</summary>
    public void Write<T>(DataField field, T[] values, int count)
    {
        Task writing = values switch
        {
            string[] texts => _group!.WriteAsync(field, new ArraySegment<string>(texts, 0, count)),
            long[] numbers => _group!.WriteAsync<long>(field, numbers.AsMemory(0, count)),
            int[] numbers => _group!.WriteAsync<int>(field, numbers.AsMemory(0, count)),
            float[] numbers => _group!.WriteAsync<float>(field, numbers.AsMemory(0, count)),
            double[] numbers => _group!.WriteAsync<double>(field, numbers.AsMemory(0, count)),
            _ => throw new NotSupportedException($"Columns of {typeof(T).Name} do not occur."),
        };
        writing.GetAwaiter().GetResult();
    }

    public void EndGroup()
    {
        _group!.CompleteValidate();
        _group.Dispose();
        _group = null;
    }

    /// <summary>Writes the footer.</summary>
    public void Complete()
    {
        _closed = true;
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _group?.Dispose();
        try
        {
            _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The file is abandoned; the failure that brought us here is the one to report.
        }
    }
}
