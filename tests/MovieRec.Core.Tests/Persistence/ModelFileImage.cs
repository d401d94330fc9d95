using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace MovieRec.Tests.Persistence;

/// <summary>
/// A model file taken apart and put together again by docs/model-file.md alone, without code of the library: what a
/// hostile writer with a copy of the documentation can do. Checksums are always right unless a test breaks them.
/// </summary>
internal sealed class ModelFileImage
{
    private const int HeaderSize = 64;
    private const int EntrySize = 80;
    private const int NameSize = 48;
    private const int ChecksumSize = 16;

    private ModelFileImage(List<Section> sections)
    {
        Sections = sections;
    }

    public List<Section> Sections { get; }

    public static ModelFileImage Parse(byte[] file)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(16));
        List<Section> sections = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = file.AsSpan(HeaderSize + (i * EntrySize), EntrySize);
            string name = Encoding.UTF8.GetString(entry[..entry.IndexOf((byte)0)]);
            int offset = (int)BinaryPrimitives.ReadInt64LittleEndian(entry[NameSize..]);
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(entry[(NameSize + 8)..]);
            sections.Add(new Section(name, file.AsSpan(offset, length).ToArray()));
        }

        return new ModelFileImage(sections);
    }

    public byte[] this[string name]
    {
        get => Find(name).Bytes;
        set => Find(name).Bytes = value;
    }

    /// <summary>Writes the file with right checksums; <paramref name="patch"/> may spoil header and table before they are sealed.</summary>
    public byte[] ToBytes(Action<byte[]>? patch = null)
    {
        using MemoryStream stream = new();
        int headerLength = HeaderSize + (EntrySize * Sections.Count);
        byte[] header = new byte[headerLength];
        stream.Write(new byte[Align(headerLength)]);
        for (int i = 0; i < Sections.Count; i++)
        {
            Span<byte> entry = header.AsSpan(HeaderSize + (i * EntrySize), EntrySize);
            Encoding.UTF8.GetBytes(Sections[i].Name, entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[NameSize..], stream.Position);
            BinaryPrimitives.WriteInt64LittleEndian(entry[(NameSize + 8)..], Sections[i].Bytes.Length);
            XxHash128.Hash(Sections[i].Bytes, entry[(NameSize + 16)..]);
            stream.Write(Sections[i].Bytes);
            stream.Write(new byte[Align(stream.Position) - stream.Position]);
        }

        new byte[] { 0x8D, (byte)'M', (byte)'R', (byte)'C', 0x0D, 0x0A, 0x1A, 0x0A }.CopyTo(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), headerLength);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), Sections.Count);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), stream.Position + ChecksumSize);
        byte[] file = [.. stream.ToArray(), .. new byte[ChecksumSize]];
        header.CopyTo(file, 0);
        patch?.Invoke(file);
        return Seal(file, headerLength);
    }

    /// <summary>Makes the checksums of header and file right again.</summary>
    public static byte[] Seal(byte[] file, int headerLength)
    {
        file.AsSpan(32, ChecksumSize).Clear();
        XxHash128.Hash(file.AsSpan(0, headerLength), file.AsSpan(32));
        XxHash128.Hash(file.AsSpan(0, file.Length - ChecksumSize), file.AsSpan(file.Length - ChecksumSize));
        return file;
    }

    public T[] Values<T>(string name)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(this[name]).ToArray();

    public void Set<T>(string name, params T[] values)
        where T : unmanaged => this[name] = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    /// <summary>Changes one value of a section that is an array.</summary>
    public void Change<T>(string name, int index, T value)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(this[name].AsSpan())[index] = value;

    /// <summary>Replaces the value of an option, leaving everything else.</summary>
    public void ChangeOption(string section, string name, string value)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        using BinaryReader reader = new(new MemoryStream(this[section]));
        int count = reader.ReadInt32();
        writer.Write(count);
        for (int i = 0; i < count; i++)
        {
            string key = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32()));
            string old = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32()));
            foreach (string text in new[] { key, key == name ? value : old })
            {
                writer.Write(Encoding.UTF8.GetByteCount(text));
                writer.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        this[section] = stream.ToArray();
    }

    public void Remove(string name) => Sections.Remove(Find(name));

    private Section Find(string name) => Sections.Single(s => s.Name == name);

    private static long Align(long offset) => (offset + 63) / 64 * 64;

    internal sealed class Section(string name, byte[] bytes)
    {
        public string Name { get; set; } = name;

        public byte[] Bytes { get; set; } = bytes;
    }
}
