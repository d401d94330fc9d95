using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace MovieRec.Data;

/// <summary>
/// The sidecars that Hadoop's local file system writes beside each file: <c>.NAME.crc</c>, the mark <c>crc\0</c>, the block
/// length (big-endian, 512 by default), then one CRC-32 (big-endian) for each block.
/// </summary>
internal static class HadoopChecksum
{
    private const int HeaderLength = 8;
    private const int DefaultBlock = 512;
    private const int MaximumBlock = 1 << 20;

    private static ReadOnlySpan<byte> Mark => "crc\0"u8;

    public static string SidecarOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", "." + Path.GetFileName(path) + ".crc");

    /// <summary>Compares a file with its sidecar.</summary>
    /// <returns>False when there is no sidecar.</returns>
    /// <exception cref="DataFormatException">The two do not fit.</exception>
    public static bool Verify(string path)
    {
        string sidecar = SidecarOf(path);
        if (!File.Exists(sidecar))
        {
            return false;
        }

        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        using FileStream sums = File.OpenRead(sidecar);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (sums.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.StartsWith(Mark))
        {
            throw Interchange.Error(sidecar, "", "the file does not begin with the mark of a checksum file, 'crc' and a zero byte");
        }

        uint block = BinaryPrimitives.ReadUInt32BigEndian(header[Mark.Length..]);
        long blocks = block is 0 or > MaximumBlock ? -1 : (length + block - 1) / block;
        if (blocks < 0 || sums.Length != HeaderLength + (4 * blocks))
        {
            throw Interchange.Error(
                sidecar, "", $"{sums.Length} bytes with blocks of {block} do not fit a file of {length} bytes: one of the two is damaged or from elsewhere");
        }

        byte[] buffer = new byte[block];
        Span<byte> expected = stackalloc byte[4];
        for (long i = 0; i < blocks; i++)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(block, length - (i * block)));
            ParquetFooter.ReadExactly(file, path, i * block, part);
            sums.ReadExactly(expected);
            if (Crc32.HashToUInt32(part) != BinaryPrimitives.ReadUInt32BigEndian(expected))
            {
                throw Interchange.Error(
                    path, "", $"the checksum of bytes {i * block} … {(i * block) + part.Length - 1} does not fit {Path.GetFileName(sidecar)}; the file is damaged");
            }
        }

        return true;
    }

    /// <summary>Writes the sidecar of a file.</summary>
    public static void Write(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        int blocks = (content.Length + DefaultBlock - 1) / DefaultBlock;
        byte[] sums = new byte[HeaderLength + (4 * blocks)];
        Mark.CopyTo(sums);
        BinaryPrimitives.WriteUInt32BigEndian(sums.AsSpan(Mark.Length), DefaultBlock);
        for (int i = 0; i < blocks; i++)
        {
            ReadOnlySpan<byte> part = content.AsSpan(i * DefaultBlock, Math.Min(DefaultBlock, content.Length - (i * DefaultBlock)));
            BinaryPrimitives.WriteUInt32BigEndian(sums.AsSpan(HeaderLength + (4 * i)), Crc32.HashToUInt32(part));
        }

        File.WriteAllBytes(SidecarOf(path), sums);
    }
}
