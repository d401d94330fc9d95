using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace MovieRec.Data;

/// <summary>The footer of a Parquet file: schema leaves and row groups, as far as reading factors needs them.</summary>
internal sealed class ParquetFooter
{
    private const string Place = "footer";
    private const int TailLength = 8;
    private const int MaximumDepth = 16;
    private readonly string _path;
    private readonly List<SchemaElement> _schema = [];

    private ParquetFooter(string path) => _path = path;

    /// <summary>The leaves, in order.</summary>
    public List<ParquetColumn> Columns { get; } = [];

    /// <summary>Rows and column chunks of each row group.</summary>
    public List<ParquetRowGroup> RowGroups { get; } = [];

    /// <summary>The file's own key and value pairs.</summary>
    public Dictionary<string, string> KeyValues { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the footer begins: column chunks end before it.</summary>
    public long Start { get; private set; }

    public long Rows { get; private set; }

    public static ParquetFooter Read(SafeFileHandle file, string path, long fileLength)
    {
        if (fileLength < 4 + TailLength)
        {
            throw Interchange.Error(path, "", $"the file has {fileLength} bytes; a Parquet file has at least {4 + TailLength}");
        }

        Span<byte> edge = stackalloc byte[TailLength];
        ReadExactly(file, path, 0, edge[..4]);
        bool startsRight = edge[..4].SequenceEqual("PAR1"u8);
        ReadExactly(file, path, fileLength - TailLength, edge);
        if (edge[4..].SequenceEqual("PARE"u8))
        {
            throw Interchange.Error(path, "", "the file is encrypted; encrypted Parquet files are not read");
        }

        if (!startsRight || !edge[4..].SequenceEqual("PAR1"u8))
        {
            throw Interchange.Error(path, "", "the file does not begin and end with PAR1: it is no Parquet file, or it is cut off");
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(edge);
        if (length > fileLength - 4 - TailLength)
        {
            throw Interchange.Error(path, Place, $"the footer announces {length} bytes; the file has {fileLength}");
        }

        byte[] bytes = new byte[length];
        ParquetFooter footer = new(path) { Start = fileLength - TailLength - length };
        ReadExactly(file, path, footer.Start, bytes);
        footer.Parse(bytes);
        return footer;
    }

    public static void ReadExactly(SafeFileHandle file, string path, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
            {
                throw Interchange.Error(path, "", $"the file ends at byte {offset}; {destination.Length} more were expected");
            }

            offset += read;
            destination = destination[read..];
        }
    }

    private void Parse(ReadOnlySpan<byte> bytes)
    {
        ThriftReader reader = new(bytes, _path, Place);
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch (id)
            {
                case 2:
                    int elements = reader.ReadList(type, ThriftType.Struct);
                    for (int i = 0; i < elements; i++)
                    {
                        _schema.Add(ReadElement(ref reader));
                    }

                    break;
                case 3:
                    Rows = reader.ReadInt64(type);
                    break;
                case 4:
                    int groups = reader.ReadList(type, ThriftType.Struct);
                    for (int i = 0; i < groups; i++)
                    {
                        RowGroups.Add(ReadRowGroup(ref reader));
                    }

                    break;
                case 5:
                    int pairs = reader.ReadList(type, ThriftType.Struct);
                    for (int i = 0; i < pairs; i++)
                    {
                        ReadKeyValue(ref reader);
                    }

                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (_schema.Count == 0)
        {
            throw Interchange.Error(_path, Place, "the schema is missing");
        }

        int next = 1;
        for (int child = 0; child < _schema[0].Children; child++)
        {
            AddLeaves(ref next, [], 0, 0);
        }

        if (next != _schema.Count)
        {
            throw Interchange.Error(_path, Place, $"the schema has {_schema.Count} elements; its tree takes {next}");
        }

        if (Rows < 0 || RowGroups.Any(g => g.Rows < 0 || g.Chunks.Count != Columns.Count) || RowGroups.Sum(static g => (decimal)g.Rows) != Rows)
        {
            throw Interchange.Error(_path, Place, "the row counts or columns of the row groups contradict one another");
        }
    }

    private void AddLeaves(ref int next, string[] parents, int definition, int repetition)
    {
        if (next >= _schema.Count || parents.Length >= MaximumDepth)
        {
            throw Interchange.Error(_path, Place, "the schema's tree does not fit its list of elements");
        }

        SchemaElement element = _schema[next++];
        string[] path = [.. parents, element.Name];
        definition += element.Repetition == SchemaElement.Required ? 0 : 1;
        repetition += element.Repetition == SchemaElement.Repeated ? 1 : 0;
        if (element.Children == 0)
        {
            Columns.Add(new ParquetColumn(path, element.Type, definition, repetition, Columns.Count));
            return;
        }

        for (int child = 0; child < element.Children; child++)
        {
            AddLeaves(ref next, path, definition, repetition);
        }
    }

    private static SchemaElement ReadElement(ref ThriftReader reader)
    {
        SchemaElement element = new("", -1, SchemaElement.Required, 0);
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch (id)
            {
                case 1: element = element with { Type = reader.ReadInt32(type) }; break;
                case 3: element = element with { Repetition = reader.ReadInt32(type) }; break;
                case 4: element = element with { Name = reader.ReadString(type) }; break;
                case 5: element = element with { Children = Math.Max(0, reader.ReadInt32(type)) }; break;
                default: reader.Skip(type); break;
            }
        }

        return element;
    }

    private ParquetRowGroup ReadRowGroup(ref ThriftReader reader)
    {
        List<ParquetChunk> chunks = [];
        long rows = 0;
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch (id)
            {
                case 1:
                    int count = reader.ReadList(type, ThriftType.Struct);
                    for (int i = 0; i < count; i++)
                    {
                        chunks.Add(ReadChunk(ref reader));
                    }

                    break;
                case 3:
                    rows = reader.ReadInt64(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new ParquetRowGroup(rows, chunks);
    }

    private ParquetChunk ReadChunk(ref ThriftReader reader)
    {
        ParquetChunk chunk = default;
        bool found = false;
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch (id)
            {
                case 1:
                    string other = reader.ReadString(type);
                    throw Interchange.Error(_path, Place, $"a column lies in another file, '{other}'; such files are not read");
                case 3:
                    reader.Expect(type, ThriftType.Struct);
                    chunk = ReadColumnMetadata(ref reader);
                    found = true;
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return found ? chunk : throw Interchange.Error(_path, Place, "a column has no metadata");
    }

    private static ParquetChunk ReadColumnMetadata(ref ThriftReader reader)
    {
        string path = "";
        int physical = -1;
        int codec = -1;
        long length = -1;
        long data = -1;
        long dictionary = 0;
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch (id)
            {
                case 1: physical = reader.ReadInt32(type); break;
                case 3:
                    string[] names = new string[reader.ReadList(type, ThriftType.Binary)];
                    for (int i = 0; i < names.Length; i++)
                    {
                        names[i] = reader.ReadString(ThriftType.Binary);
                    }

                    path = string.Join('.', names);
                    break;
                case 4: codec = reader.ReadInt32(type); break;
                case 7: length = reader.ReadInt64(type); break;
                case 9: data = reader.ReadInt64(type); break;
                case 11: dictionary = reader.ReadInt64(type); break;
                default: reader.Skip(type); break;
            }
        }

        // Old writers leave the dictionary's offset out and let the data offset point at the dictionary page.
        return new ParquetChunk(path, physical, codec, dictionary > 0 && dictionary < data ? dictionary : data, length);
    }

    private void ReadKeyValue(ref ThriftReader reader)
    {
        string key = "";
        string value = "";
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch (id)
            {
                case 1: key = reader.ReadString(type); break;
                case 2: value = reader.ReadString(type); break;
                default: reader.Skip(type); break;
            }
        }

        KeyValues[key] = value;
    }

    private sealed record SchemaElement(string Name, int Type, int Repetition, int Children)
    {
        public const int Required = 0;
        public const int Repeated = 2;
    }
}
