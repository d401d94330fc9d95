using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>Writes one section from front to back; the counterpart of <see cref="SectionReader"/>.</summary>
/// <remarks>Not thread-safe; valid only inside the callback that received it.</remarks>
public sealed class SectionWriter
{
    private const int ChunkSize = 1 << 20;
    private const int MaximumTextLength = 1 << 28;
    private readonly SectionSink _sink;

    internal SectionWriter(SectionSink sink)
    {
        _sink = sink;
    }

    /// <summary>Bytes written so far.</summary>
    public long Position => _sink.SectionLength;

    /// <summary>Writes a byte.</summary>
    /// <param name="value">The value.</param>
    public void WriteByte(byte value) => _sink.Write([value]);

    /// <summary>Writes a truth value as a byte, 0 or 1.</summary>
    /// <param name="value">The value.</param>
    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>Writes an int32.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt32(int value) => Write([value]);

    /// <summary>Writes an int64.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt64(long value) => Write([value]);

    /// <summary>Writes a float.</summary>
    /// <param name="value">The value.</param>
    public void WriteSingle(float value) => Write([value]);

    /// <summary>Writes a double.</summary>
    /// <param name="value">The value.</param>
    public void WriteDouble(double value) => Write([value]);

    /// <summary>Writes a text: int32 length in bytes, then UTF-8.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The text has an unpaired surrogate or is too long.</exception>
    public void WriteString(string value)
    {
        WriteInt32(Utf8Length(value));
        WriteUtf8(value);
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="values">The values.</param>
    public void Write(ReadOnlySpan<byte> values) => WriteAll(values);

    /// <summary>Writes int32 values.</summary>
    /// <param name="values">The values.</param>
    public void Write(ReadOnlySpan<int> values) => WriteAll(values);

    /// <summary>Writes int64 values.</summary>
    /// <param name="values">The values.</param>
    public void Write(ReadOnlySpan<long> values) => WriteAll(values);

    /// <summary>Writes floats, bit for bit.</summary>
    /// <param name="values">The values.</param>
    public void Write(ReadOnlySpan<float> values) => WriteAll(values);

    /// <summary>Writes doubles, bit for bit.</summary>
    /// <param name="values">The values.</param>
    public void Write(ReadOnlySpan<double> values) => WriteAll(values);

    /// <summary>Length of a text in bytes; throws when it cannot be stored.</summary>
    internal static int Utf8Length(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = ContainerLayout.Utf8.GetByteCount(value);
        return length <= MaximumTextLength
            ? length
            : throw new ArgumentException($"A text takes {length} bytes; a model file holds texts of at most {MaximumTextLength}.", nameof(value));
    }

    /// <summary>Writes a text without its length.</summary>
    internal void WriteUtf8(string value)
    {
        const int Step = 1024;
        Span<byte> bytes = stackalloc byte[3 * Step];
        for (int start = 0; start < value.Length;)
        {
            int length = Math.Min(Step, value.Length - start);
            if (length > 1 && char.IsHighSurrogate(value[start + length - 1]))
            {
                length--;
            }

            _sink.Write(bytes[..ContainerLayout.Utf8.GetBytes(value.AsSpan(start, length), bytes)]);
            start += length;
        }
    }

    private void WriteAll<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        // In chunks: a span of bytes cannot be longer than 2 GB.
        for (int step = ChunkSize / Unsafe.SizeOf<T>(); !values.IsEmpty; values = values[Math.Min(step, values.Length)..])
        {
            _sink.Write(MemoryMarshal.AsBytes(values[..Math.Min(step, values.Length)]));
        }
    }
}
