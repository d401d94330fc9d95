using System.Buffers;
using System.Text;

namespace MovieRec.Data;

/// <summary>Writes Thrift's compact protocol. Fields of a struct are written in ascending order of their ids.</summary>
internal sealed class ThriftWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Stack<short> _structs = new();
    private short _last;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void WriteInt32(short id, int value)
    {
        WriteHeader(id, ThriftType.Int32);
        WriteZigZag(value);
    }

    public void WriteInt64(short id, long value)
    {
        WriteHeader(id, ThriftType.Int64);
        WriteZigZag(value);
    }

    public void WriteString(short id, string value)
    {
        WriteHeader(id, ThriftType.Binary);
        WriteText(value);
    }

    public void BeginStruct(short id)
    {
        WriteHeader(id, ThriftType.Struct);
        BeginElement();
    }

    /// <summary>Begins a struct that is an element of a list.</summary>
    public void BeginElement()
    {
        _structs.Push(_last);
        _last = 0;
    }

    public void EndStruct()
    {
        WriteByte((byte)ThriftType.Stop);
        _last = _structs.Count > 0 ? _structs.Pop() : (short)0;
    }

    public void BeginList(short id, ThriftType elementType, int count)
    {
        WriteHeader(id, ThriftType.List);
        if (count < 15)
        {
            WriteByte((byte)((count << 4) | (int)elementType));
        }
        else
        {
            WriteByte((byte)(0xF0 | (int)elementType));
            WriteVarint((uint)count);
        }
    }

    public void WriteElement(int value) => WriteZigZag(value);

    public void WriteElement(string value) => WriteText(value);

    private void WriteHeader(short id, ThriftType type)
    {
        int delta = id - _last;
        if (delta is > 0 and < 16)
        {
            WriteByte((byte)((delta << 4) | (int)type));
        }
        else
        {
            WriteByte((byte)type);
            WriteZigZag(id);
        }

        _last = id;
    }

    private void WriteText(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        WriteVarint((uint)bytes.Length);
        _bytes.Write(bytes);
    }

    private void WriteZigZag(long value) => WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    private void WriteVarint(ulong value)
    {
        for (; value >= 128; value >>= 7)
        {
            WriteByte((byte)(value | 128));
        }

        WriteByte((byte)value);
    }

    private void WriteByte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
