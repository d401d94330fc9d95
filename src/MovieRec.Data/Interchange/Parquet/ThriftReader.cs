using System.Text;

namespace MovieRec.Data;

/// <summary>
/// Reads Thrift's compact protocol from bytes in memory: what Parquet footers and page headers are written in. Nothing is
/// allocated on the word of a length; every length is compared with the bytes that are left.
/// </summary>
internal ref struct ThriftReader
{
    private const int MaximumDepth = 32;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _path;
    private readonly string _place;

    public ThriftReader(ReadOnlySpan<byte> bytes, string path, string place)
    {
        _bytes = bytes;
        _path = path;
        _place = place;
    }

    public int Position { get; private set; }

    private readonly int Remaining => _bytes.Length - Position;

    /// <summary>Reads the header of the next field; false at the end of the struct.</summary>
    public bool ReadField(ref short id, out ThriftType type)
    {
        byte header = ReadByte();
        type = (ThriftType)(header & 15);
        if (type == ThriftType.Stop)
        {
            return false;
        }

        int delta = header >> 4;
        long next = delta == 0 ? ReadZigZag() : id + delta;
        if (next is < 0 or > short.MaxValue || type > ThriftType.Struct)
        {
            throw Error($"the field header 0x{header:X2} is not valid");
        }

        id = (short)next;
        return true;
    }

    public int ReadInt32(ThriftType type)
    {
        Expect(type, ThriftType.Int32);
        long value = ReadZigZag();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Error($"{value} is no 32-bit integer");
    }

    public long ReadInt64(ThriftType type)
    {
        Expect(type, ThriftType.Int64);
        return ReadZigZag();
    }

    public readonly bool ReadBoolean(ThriftType type) => type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Error($"a {type} stands where a truth value was expected"),
    };

    public string ReadString(ThriftType type)
    {
        Expect(type, ThriftType.Binary);
        return Encoding.UTF8.GetString(ReadBytes());
    }

    /// <summary>Reads the head of a list; each element takes at least one byte.</summary>
    public int ReadList(ThriftType type, ThriftType elementType)
    {
        Expect(type, ThriftType.List);
        int count = ReadListHead(out ThriftType actual);
        if (count > 0)
        {
            Expect(actual, elementType);
        }

        return count;
    }

    public readonly void Expect(ThriftType actual, ThriftType expected)
    {
        if (actual != expected)
        {
            throw Error($"a {actual} stands where a {expected} was expected");
        }
    }

    /// <summary>Passes over a value.</summary>
    public void Skip(ThriftType type) => Skip(type, 0, inCollection: false);

    private void Skip(ThriftType type, int depth, bool inCollection)
    {
        if (depth > MaximumDepth)
        {
            throw Error($"structures are nested deeper than {MaximumDepth}");
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                Advance(inCollection ? 1 : 0);
                break;
            case ThriftType.Byte:
                Advance(1);
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                ReadVarint();
                break;
            case ThriftType.Double:
                Advance(sizeof(double));
                break;
            case ThriftType.Binary:
                ReadBytes();
                break;
            case ThriftType.List or ThriftType.Set:
                int count = ReadListHead(out ThriftType element);
                for (int i = 0; i < count; i++)
                {
                    Skip(element, depth + 1, inCollection: true);
                }

                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                short id = 0;
                while (ReadField(ref id, out ThriftType field))
                {
                    Skip(field, depth + 1, inCollection: false);
                }

                break;
            default:
                throw Error($"{(byte)type} is no type");
        }
    }

    private void SkipMap(int depth)
    {
        ulong count = ReadVarint();
        if (count == 0)
        {
            return;
        }

        byte types = ReadByte();
        if (count > (ulong)Remaining)
        {
            throw Error($"a map announces {count} entries; {Remaining} bytes are left");
        }

        for (ulong i = 0; i < count; i++)
        {
            Skip((ThriftType)(types >> 4), depth + 1, inCollection: true);
            Skip((ThriftType)(types & 15), depth + 1, inCollection: true);
        }
    }

    private int ReadListHead(out ThriftType elementType)
    {
        byte header = ReadByte();
        elementType = (ThriftType)(header & 15);
        ulong count = (ulong)(header >> 4);
        if (count == 15)
        {
            count = ReadVarint();
        }

        return count <= (ulong)Remaining ? (int)count : throw Error($"a list announces {count} elements; {Remaining} bytes are left");
    }

    private ReadOnlySpan<byte> ReadBytes()
    {
        ulong length = ReadVarint();
        if (length > (ulong)Remaining)
        {
            throw Error($"a text announces {length} bytes; {Remaining} are left");
        }

        ReadOnlySpan<byte> bytes = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return bytes;
    }

    private long ReadZigZag()
    {
        ulong value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = ReadByte();
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }

        throw Error("a number takes more than ten bytes");
    }

    private byte ReadByte()
    {
        if (Remaining < 1)
        {
            throw Error("it ends in the middle of a value");
        }

        return _bytes[Position++];
    }

    private void Advance(int count)
    {
        if (count > Remaining)
        {
            throw Error("it ends in the middle of a value");
        }

        Position += count;
    }

    private readonly DataFormatException Error(string reason) => Interchange.Error(_path, _place, $"{reason}, at byte {Position} of the {_place}; the file is damaged");
}
