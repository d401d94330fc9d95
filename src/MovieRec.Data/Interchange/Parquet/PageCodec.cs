using System.IO.Compression;
using Snappier;
using ZstdSharp;

namespace MovieRec.Data;

/// <summary>Decompresses one page into memory of the size that was announced and checked.</summary>
internal static class PageCodec
{
    public const int Uncompressed = 0;
    private const int SnappyCodec = 1;
    private const int GzipCodec = 2;
    private const int BrotliCodec = 4;
    private const int ZstdCodec = 6;

    private static readonly string[] Names = ["uncompressed", "snappy", "gzip", "LZO", "brotli", "LZ4", "zstd", "LZ4_RAW"];

    public static void RequireKnown(int codec, string path, string column)
    {
        if (codec is not (Uncompressed or SnappyCodec or GzipCodec or BrotliCodec or ZstdCodec))
        {
            string name = (uint)codec < (uint)Names.Length ? Names[codec] : $"number {codec}";
            throw Interchange.Error(path, column, $"the compression is {name}; uncompressed, snappy, gzip, brotli and zstd are read");
        }
    }

    /// <exception cref="DataFormatException">The bytes do not decompress to exactly that many.</exception>
    public static void Decompress(int codec, ReadOnlySpan<byte> source, Span<byte> destination, string path, string column)
    {
        int written;
        try
        {
            written = codec switch
            {
                Uncompressed => Copy(source, destination),
                SnappyCodec => Snappy.GetUncompressedLength(source) == destination.Length ? Snappy.Decompress(source, destination) : -1,
                GzipCodec => Gunzip(source, destination),
                BrotliCodec => BrotliDecoder.TryDecompress(source, destination, out int length) ? length : -1,
                _ => Unzstd(source, destination),
            };
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new DataFormatException(
                Interchange.Error(path, column, $"a {Names[codec]} page of {source.Length} bytes cannot be decompressed; the file is damaged").Message, e);
        }

        if (written != destination.Length)
        {
            throw Interchange.Error(
                path, column, $"a {Names[codec]} page does not hold the {destination.Length} bytes that its header announces; the file is damaged");
        }
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length != destination.Length)
        {
            return -1;
        }

        source.CopyTo(destination);
        return source.Length;
    }

    private static unsafe int Gunzip(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* bytes = source)
        {
            using UnmanagedMemoryStream stream = new(bytes, source.Length);
            using GZipStream gzip = new(stream, CompressionMode.Decompress);
            int read = gzip.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            return gzip.ReadByte() < 0 ? read : -1;
        }
    }

    private static int Unzstd(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        using Decompressor decompressor = new();
        return decompressor.Unwrap(source, destination);
    }
}
