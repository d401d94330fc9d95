namespace MovieRec.Data;

/// <summary>The header before each page of a column chunk.</summary>
internal struct PageHeader
{
    public const int DataPage = 0;
    public const int IndexPage = 1;
    public const int DictionaryPage = 2;
    public const int DataPageV2 = 3;

    public int Type { get; private set; }

    public int UncompressedSize { get; private set; }

    public int CompressedSize { get; private set; }

    /// <summary>CRC-32 of the page's bytes as stored, or null.</summary>
    public uint? Checksum { get; private set; }

    public int Values { get; private set; }

    public int Encoding { get; private set; }

    public int DefinitionEncoding { get; private set; }

    public int RepetitionEncoding { get; private set; }

    public int DefinitionLength { get; private set; }

    public int RepetitionLength { get; private set; }

    public bool IsCompressed { get; private set; }

    public static PageHeader Read(ref ThriftReader reader)
    {
        PageHeader header = new() { Type = -1, UncompressedSize = -1, CompressedSize = -1, Values = -1, Encoding = -1, IsCompressed = true };
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch (id)
            {
                case 1: header.Type = reader.ReadInt32(type); break;
                case 2: header.UncompressedSize = reader.ReadInt32(type); break;
                case 3: header.CompressedSize = reader.ReadInt32(type); break;
                case 4: header.Checksum = unchecked((uint)reader.ReadInt32(type)); break;
                case 5 or 7 or 8:
                    reader.Expect(type, ThriftType.Struct);
                    header.ReadDetails(ref reader, id);
                    break;
                default: reader.Skip(type); break;
            }
        }

        return header;
    }

    private void ReadDetails(ref ThriftReader reader, short kind)
    {
        const short V1 = 5;
        const short V2 = 8;
        short id = 0;
        while (reader.ReadField(ref id, out ThriftType type))
        {
            switch ((kind, id))
            {
                case (_, 1): Values = reader.ReadInt32(type); break;
                case (V2, 4): Encoding = reader.ReadInt32(type); break;
                case (V2, 5): DefinitionLength = reader.ReadInt32(type); break;
                case (V2, 6): RepetitionLength = reader.ReadInt32(type); break;
                case (V2, 7): IsCompressed = reader.ReadBoolean(type); break;
                case (V1, 2): Encoding = reader.ReadInt32(type); break;
                case (V1, 3): DefinitionEncoding = reader.ReadInt32(type); break;
                case (V1, 4): RepetitionEncoding = reader.ReadInt32(type); break;
                case (not V1 and not V2, 2): Encoding = reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
        }
    }
}
