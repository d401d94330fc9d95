using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace MovieRec;

/// <summary>
/// The fixed numbers of the container and the bytes of its header. The layout is documented in docs/model-file.md:
/// header (64 bytes), section table (80 bytes for each section), sections at multiples of 64, XxHash128 trailer.
/// </summary>
internal static class ContainerLayout
{
    public const ushort MajorVersion = 1;
    public const ushort MinorVersion = 0;
    public const int HeaderSize = 64;
    public const int EntrySize = 80;
    public const int NameSize = 48;
    public const int MaximumNameLength = NameSize - 1;
    public const int ChecksumSize = 16;
    public const int Alignment = 64;
    public const int MinimumFileLength = HeaderSize + ChecksumSize;

    /// <summary>Far above any real model; keeps the table of a hostile file at 5 MB.</summary>
    public const int MaximumSectionCount = 1 << 16;

    public const int VersionOffset = 8;
    public const int HeaderLengthOffset = 12;
    public const int SectionCountOffset = 16;
    public const int FileLengthOffset = 24;
    public const int ChecksumOffset = 32;
    public const int ReservedOffset = 48;

    /// <summary>Throws on text that is not UTF-8 (or UTF-16 in memory) instead of replacing it in silence.</summary>
    public static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// A byte with the high bit set (7-bit transfers), three letters, CR LF (line-end conversion), end of text,
    /// LF (the opposite conversion).
    /// </summary>
    public static ReadOnlySpan<byte> Magic => [0x8D, (byte)'M', (byte)'R', (byte)'C', 0x0D, 0x0A, 0x1A, 0x0A];

    public static long Align(long offset) => (offset + (Alignment - 1)) & ~(long)(Alignment - 1);

    public static UInt128 ReadChecksum(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    /// <summary>What is wrong with a section name, or null.</summary>
    public static string? NameProblem(string name)
    {
        if (name.Length == 0)
        {
            return "a section name is empty";
        }

        foreach (char c in name)
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                return $"the section name '{name}' has a character that is not allowed (U+{(int)c:X4})";
            }
        }

        int length = Utf8.GetByteCount(name);
        return length <= MaximumNameLength
            ? null
            : $"the section name '{name}' takes {length} bytes; at most {MaximumNameLength} are allowed";
    }

    /// <summary>Header and section table, with the header checksum filled in.</summary>
    public static byte[] EncodeHeader(IReadOnlyList<ModelSectionInfo> sections, long fileLength)
    {
        byte[] bytes = new byte[HeaderSize + (EntrySize * sections.Count)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(VersionOffset), MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(VersionOffset + 2), MinorVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeaderLengthOffset), (uint)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SectionCountOffset), (uint)sections.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FileLengthOffset), fileLength);
        for (int i = 0; i < sections.Count; i++)
        {
            Span<byte> entry = bytes.AsSpan(HeaderSize + (i * EntrySize), EntrySize);
            Utf8.GetBytes(sections[i].Name, entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[NameSize..], sections[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[(NameSize + 8)..], sections[i].Length);
            BinaryPrimitives.WriteUInt128BigEndian(entry[(NameSize + 16)..], sections[i].Checksum);
        }

        XxHash128.Hash(bytes, bytes.AsSpan(ChecksumOffset));
        return bytes;
    }

    public static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Model files hold little-endian arrays and are read and written on little-endian machines only.");
        }
    }
}
