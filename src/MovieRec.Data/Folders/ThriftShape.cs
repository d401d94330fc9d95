namespace MovieRec.Data;

/// <summary>
/// What a value in Thrift's compact protocol must look like: type, fields, elements. The Parquet library trusts the
/// headers that it parses; a forged one makes it allocate gigabytes or read on for ever. So headers are first walked
/// with the shape that this library's own files have, and nothing else reaches the library.
/// </summary>
internal sealed class ThriftShape
{
    private const int StopField = 0;
    private const int LongestVarint = 10;
    private readonly byte _type;
    private readonly ThriftShape? _element;
    private readonly ThriftShape?[] _fields = [];
    private readonly int _slot = -1;

    private ThriftShape(byte type, ThriftShape? element = null, ThriftShape?[]? fields = null, int slot = -1)
    {
        _type = type;
        _element = element;
        _fields = fields ?? [];
        _slot = slot;
    }

    public static ThriftShape Bool { get; } = new(1);

    public static ThriftShape Byte { get; } = new(3);

    public static ThriftShape Int32 { get; } = new(5);

    public static ThriftShape Int64 { get; } = new(6);

    public static ThriftShape Binary { get; } = new(8);

    /// <summary>An int32 whose value is wanted.</summary>
    public static ThriftShape Captured(int slot) => new(5, slot: slot);

    public static ThriftShape List(ThriftShape element) => new(9, element);

    /// <summary>A structure with these fields; none of them is required here.</summary>
    public static ThriftShape Struct(params (int Id, ThriftShape Shape)[] fields)
    {
        ThriftShape?[] byId = new ThriftShape?[fields.Length == 0 ? 0 : fields.Max(static f => f.Id) + 1];
        foreach ((int id, ThriftShape shape) in fields)
        {
            byId[id] = shape;
        }

        return new ThriftShape(12, fields: byId);
    }

    /// <summary>Walks one structure.</summary>
    /// <param name="bytes">Begins with the structure.</param>
    /// <param name="captured">Receives the values of captured fields.</param>
    /// <param name="length">Bytes of the structure.</param>
    /// <returns>False when the bytes do not have the shape or end early.</returns>
    public bool TryWalk(ReadOnlySpan<byte> bytes, Span<long> captured, out int length)
    {
        length = 0;
        return TryStruct(bytes, ref length, captured);
    }

    private bool TryStruct(ReadOnlySpan<byte> bytes, ref int at, Span<long> captured)
    {
        int id = 0;
        while (at < bytes.Length)
        {
            byte header = bytes[at++];
            if (header == StopField)
            {
                return true;
            }

            // Ids ascend in short form, as the writer has them; a repeated field would be read twice.
            int step = header >> 4;
            id += step;
            ThriftShape? field = id < _fields.Length ? _fields[id] : null;
            int type = header & 15;
            bool fits = step > 0 && field is not null && (type == field._type || (field._type == 1 && type == 2));
            if (!fits || (field!._type != 1 && !field.TryValue(bytes, ref at, captured)))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryValue(ReadOnlySpan<byte> bytes, ref int at, Span<long> captured)
    {
        switch (_type)
        {
            case 3:
                return ++at <= bytes.Length;
            case 5 or 6:
                bool good = TryVarint(bytes, ref at, out ulong raw);
                if (_slot >= 0)
                {
                    captured[_slot] = (long)(raw >> 1) ^ -(long)(raw & 1);
                }

                return good && (_type == 6 || raw <= uint.MaxValue);
            case 8:
                if (!TryVarint(bytes, ref at, out ulong size) || size > (ulong)(bytes.Length - at))
                {
                    return false;
                }

                at += (int)size;
                return true;
            case 9:
                return TryList(bytes, ref at, captured);
            default:
                return TryStruct(bytes, ref at, captured);
        }
    }

    private bool TryList(ReadOnlySpan<byte> bytes, ref int at, Span<long> captured)
    {
        if (at >= bytes.Length)
        {
            return false;
        }

        byte header = bytes[at++];
        ulong count = (ulong)(header >> 4);
        if ((header & 15) != _element!._type || (count == 15 && !TryVarint(bytes, ref at, out count)))
        {
            return false;
        }

        // Every element takes a byte at least, so the bytes that are left bound the list.
        bool good = count <= (ulong)(bytes.Length - at);
        for (ulong i = 0; good && i < count; i++)
        {
            good = _element.TryValue(bytes, ref at, captured);
        }

        return good;
    }

    private static bool TryVarint(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (int i = 0; i < LongestVarint && at < bytes.Length; i++)
        {
            byte b = bytes[at++];
            value |= (ulong)(b & 127) << (7 * i);
            if (b < 128)
            {
                return true;
            }
        }

        return false;
    }
}
