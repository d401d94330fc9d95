using System.IO.Hashing;

namespace MovieRec.Data;

/// <summary>
/// A file whose asynchronous calls complete at once. The Parquet library has asynchronous calls only, while the readers
/// and writers here are CPU work with a synchronous interface: with this stream below it, every await of the library
/// finds its task completed, so that waiting for the result blocks nothing, hops no thread and cannot deadlock on a
/// caller's synchronisation context. What is written is hashed on its way.
/// </summary>
internal sealed class SynchronousStream(FileStream file) : Stream
{
    private readonly XxHash128 _hash = new();

    /// <summary>XxHash128 of the bytes written, 32 hexadecimal digits.</summary>
    public string Checksum => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public string Path => file.Name;

    public override bool CanRead => file.CanRead;

    // A writer that seeks back would spoil the hash; the library does not seek when it is told that it cannot.
    public override bool CanSeek => !file.CanWrite;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = CanSeek ? value : throw new NotSupportedException();
    }

    public void FlushToDisk() => file.Flush(flushToDisk: true);

    public override void Flush() => file.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => file.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(file.Read(buffer, offset, count));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(file.Read(buffer.Span));
    }

    public override long Seek(long offset, SeekOrigin origin) => CanSeek ? file.Seek(offset, origin) : throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.Append(buffer);
        file.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
