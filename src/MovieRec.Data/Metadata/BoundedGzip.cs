using System.IO.Compression;

namespace MovieRec.Data;

/// <summary>
/// Decompresses gzip up to a limit: text like that of IMDb shrinks to a fifth or a tenth, so a file that grows a
/// hundredfold beyond the first megabytes is a bomb and ends with one clear error.
/// </summary>
internal sealed class BoundedGzip(Stream compressed, string path) : Stream
{
    private const long AlwaysAllowed = 16 << 20;
    private const long LargestRatio = 100;

    private readonly GZipStream _gzip = new(compressed, CompressionMode.Decompress);
    private readonly long _limit = Math.Max(AlwaysAllowed, compressed.Length * LargestRatio);
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Of the compressed file: progress is shown against it.</summary>
    public override long Length => compressed.Length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = _gzip.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, 0, "", $"the gzip data is damaged ({e.Message})", "");
        }

        _read += read;
        return _read <= _limit
            ? read
            : throw new DataFormatException(path, 0, "", $"the file decompresses to more than {_limit} bytes, {LargestRatio} times its size; this is no table", "");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }
}
