using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>Any Thrift struct as text, by field number: compares two schemas field by field, known to the reader or not.</summary>
internal ref struct ThriftText
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    private ThriftText(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Top-level fields of a Parquet file's footer, as text.</summary>
    public static Dictionary<int, string> Footer(byte[] file)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        ThriftText text = new(file.AsSpan(file.Length - 8 - length, length));
        Dictionary<int, string> fields = [];
        int id = 0;
        while (text.TryField(ref id, out int type))
        {
            fields[id] = text.Value(type);
        }

        return fields;
    }

    private string Value(int type)
    {
        switch (type)
        {
            case 1: return "true";
            case 2: return "false";
            case 3: return _bytes[_position++].ToString(CultureInfo.InvariantCulture);
            case 4 or 5 or 6: return ZigZag().ToString(CultureInfo.InvariantCulture);
            case 8:
                int length = (int)Varint();
                _position += length;
                return "'" + Encoding.UTF8.GetString(_bytes.Slice(_position - length, length)) + "'";
            case 9 or 10:
                int head = _bytes[_position++];
                int count = head >> 4 == 15 ? (int)Varint() : head >> 4;
                List<string> items = [];
                for (int i = 0; i < count; i++)
                {
                    items.Add(Value(head & 15));
                }

                return "[" + string.Join(", ", items) + "]";
            case 12:
                StringBuilder text = new("{");
                int id = 0;
                while (TryField(ref id, out int field))
                {
                    text.Append(CultureInfo.InvariantCulture, $" {id}={Value(field)}");
                }

                return text.Append(" }").ToString();
            default:
                throw new NotSupportedException($"type {type}");
        }
    }

    private bool TryField(ref int id, out int type)
    {
        int head = _bytes[_position++];
        type = head & 15;
        if (type != 0)
        {
            id = head >> 4 == 0 ? (int)ZigZag() : id + (head >> 4);
        }

        return type != 0;
    }

    private long ZigZag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = _bytes[_position++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }
    }
}
