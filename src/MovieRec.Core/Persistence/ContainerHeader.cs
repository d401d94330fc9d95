using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;
using static MovieRec.ContainerLayout;

namespace MovieRec;

/// <summary>
/// Reads header and section table. Order matters: each number is compared with the bytes that are there before
/// anything is allocated for it, and the checksum is compared before the table is parsed.
/// </summary>
internal static class ContainerHeader
{
    private const string Part = "header";

    public static byte[] Read(SafeFileHandle handle, string path, long fileLength)
    {
        if (fileLength < MinimumFileLength)
        {
            throw new ModelFormatException(path, Part, fileLength, $"the file has {fileLength} bytes; a model file has at least {MinimumFileLength}.");
        }

        Span<byte> start = stackalloc byte[HeaderSize];
        FileBytes.ReadExactly(handle, path, Part, 0, start);
        if (!start.StartsWith(Magic))
        {
            throw new ModelFormatException(path, Part, 0, "the file does not begin with the mark of a MovieRec model file.");
        }

        ushort major = BinaryPrimitives.ReadUInt16LittleEndian(start[VersionOffset..]);
        if (major != MajorVersion)
        {
            throw new ModelFormatException(path, Part, VersionOffset, $"the container has version {major}; this library reads version {MajorVersion}.");
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(start[SectionCountOffset..]);
        uint headerLength = BinaryPrimitives.ReadUInt32LittleEndian(start[HeaderLengthOffset..]);
        if (count > MaximumSectionCount)
        {
            throw new ModelFormatException(path, Part, SectionCountOffset, $"the header announces {count} sections; at most {MaximumSectionCount} are allowed.");
        }

        if (headerLength != HeaderSize + (count * EntrySize))
        {
            throw new ModelFormatException(
                path, Part, HeaderLengthOffset, $"the header length is {headerLength}; {count} sections need {HeaderSize + (count * EntrySize)}.");
        }

        if (headerLength > fileLength - ChecksumSize)
        {
            throw new ModelFormatException(
                path, Part, HeaderLengthOffset, $"header and table take {headerLength} bytes, but the file has {fileLength}.");
        }

        byte[] header = new byte[headerLength];
        FileBytes.ReadExactly(handle, path, Part, 0, header);
        UInt128 stored = ReadChecksum(header.AsSpan(ChecksumOffset));
        header.AsSpan(ChecksumOffset, ChecksumSize).Clear();
        UInt128 actual = XxHash128.HashToUInt128(header);
        BinaryPrimitives.WriteUInt128BigEndian(header.AsSpan(ChecksumOffset), stored);
        return stored == actual
            ? header
            : throw new ModelFormatException(path, Part, ChecksumOffset, "the checksum of header and section table does not fit; the file is damaged.");
    }

    public static ModelSectionInfo[] Parse(ReadOnlySpan<byte> header, string path, long fileLength)
    {
        long announced = BinaryPrimitives.ReadInt64LittleEndian(header[FileLengthOffset..]);
        if (announced != fileLength)
        {
            throw new ModelFormatException(
                path,
                Part,
                FileLengthOffset,
                $"the header says {announced} bytes, the file has {fileLength}: it is {(fileLength < announced ? "cut off" : "followed by other bytes")}.");
        }

        if (header[(SectionCountOffset + 4)..FileLengthOffset].ContainsAnyExcept((byte)0)
            || header[ReservedOffset..HeaderSize].ContainsAnyExcept((byte)0))
        {
            throw new ModelFormatException(path, Part, ReservedOffset, "reserved bytes of the header are not zero.");
        }

        ModelSectionInfo[] sections = new ModelSectionInfo[(header.Length - HeaderSize) / EntrySize];
        HashSet<string> names = new(sections.Length, StringComparer.Ordinal);
        long next = Align(header.Length);
        long end = fileLength - ChecksumSize;
        for (int i = 0; i < sections.Length; i++)
        {
            int position = HeaderSize + (i * EntrySize);
            ModelSectionInfo section = ParseEntry(header.Slice(position, EntrySize), path, position);
            string? problem =
                !names.Add(section.Name) ? "the name occurs twice in the section table." :
                section.Offset != next ? $"the section begins at byte {section.Offset}; it must begin at {next}, after what precedes it, at a multiple of {Alignment}." :
                section.Length < 0 || section.Length > end - section.Offset ? $"the section has {(ulong)section.Length} bytes; {Math.Max(0, end - section.Offset)} are left in the file." :
                null;
            if (problem is not null)
            {
                throw new ModelFormatException(path, section.Name, position, problem);
            }

            sections[i] = section;
            next = Align(section.Offset + section.Length);
        }

        return next == end
            ? sections
            : throw new ModelFormatException(path, Part, FileLengthOffset, $"the sections end at byte {next}, but the trailer begins at {end}.");
    }

    private static ModelSectionInfo ParseEntry(ReadOnlySpan<byte> entry, string path, int position)
    {
        ReadOnlySpan<byte> field = entry[..NameSize];
        int length = field.IndexOf((byte)0);
        if (length < 0 || field[length..].ContainsAnyExcept((byte)0))
        {
            throw new ModelFormatException(path, Part, position, "a section name is not ended by zero bytes.");
        }

        string name;
        try
        {
            name = Utf8.GetString(field[..length]);
        }
        catch (DecoderFallbackException e)
        {
            throw new ModelFormatException(path, Part, position, "a section name is not valid UTF-8.", e);
        }

        string? problem = NameProblem(name);
        return problem is null
            ? new ModelSectionInfo(
                name,
                BinaryPrimitives.ReadInt64LittleEndian(entry[NameSize..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[(NameSize + 8)..]),
                ReadChecksum(entry[(NameSize + 16)..]))
            : throw new ModelFormatException(path, Part, position, problem + ".");
    }
}
