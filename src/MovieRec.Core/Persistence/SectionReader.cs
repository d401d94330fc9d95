using System.Buffers;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MovieRec;

/// <summary>
/// Reads one section from front to back. Every read is checked against the bytes that are left before anything is
/// allocated; what does not fit is a <see cref="ModelFormatException"/> with the place.
/// </summary>
/// <remarks>Not thread-safe. Numbers are little-endian, texts are UTF-8 behind their int32 length in bytes.</remarks>
public sealed class SectionReader : IDisposable
{
    private const int BufferSize = 1 << 14;
    private const int ChunkSize = 1 << 20;
    private const int MaximumTextLength = 1 << 28;
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly ModelSectionInfo _section;
    private readonly XxHash128 _hash = new();
    private byte[]? _buffer;
    private int _used;
    private int _filled;
    private long _fetched;

    internal SectionReader(SafeFileHandle handle, string path, ModelSectionInfo section)
    {
        _handle = handle;
        _path = path;
        _section = section;
    }

    /// <summary>Full name of the section.</summary>
    public string Name => _section.Name;

    /// <summary>Length of the section in bytes.</summary>
    public long Length => _section.Length;

    /// <summary>Bytes read so far.</summary>
    public long Position => _fetched - (_filled - _used);

    /// <summary>Bytes left.</summary>
    public long Remaining => Length - Position;

    /// <summary>Reads a byte.</summary>
    /// <exception cref="ModelFormatException">The section has ended.</exception>
    public byte ReadByte() => Take(1)[0];

    /// <summary>Reads a byte that must be 0 or 1.</summary>
    /// <exception cref="ModelFormatException">The section has ended or the byte is another one.</exception>
    public bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        byte value => throw Error($"a truth value is {value}; expected 0 or 1.", Position - 1),
    };

    /// <summary>Reads an int32.</summary>
    /// <exception cref="ModelFormatException">The section has ended.</exception>
    public int ReadInt32() => MemoryMarshal.Read<int>(Take(sizeof(int)));

    /// <summary>Reads an int64.</summary>
    /// <exception cref="ModelFormatException">The section has ended.</exception>
    public long ReadInt64() => MemoryMarshal.Read<long>(Take(sizeof(long)));

    /// <summary>Reads a float.</summary>
    /// <exception cref="ModelFormatException">The section has ended.</exception>
    public float ReadSingle() => MemoryMarshal.Read<float>(Take(sizeof(float)));

    /// <summary>Reads a double.</summary>
    /// <exception cref="ModelFormatException">The section has ended.</exception>
    public double ReadDouble() => MemoryMarshal.Read<double>(Take(sizeof(double)));

    /// <summary>Reads an int32 that counts elements to follow.</summary>
    /// <param name="minimumElementSize">The least number of bytes an element takes, ≥ 1.</param>
    /// <returns>A count ≥ 0 for which enough bytes are left: safe to allocate.</returns>
    /// <exception cref="ModelFormatException">The count is negative or larger than the section allows.</exception>
    public int ReadCount(int minimumElementSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumElementSize);
        long at = Position;
        int count = ReadInt32();
        return count >= 0 && count <= Remaining / minimumElementSize
            ? count
            : throw Error($"a count is {count}; expected 0 … {Remaining / minimumElementSize}, for which bytes are left.", at);
    }

    /// <summary>Reads a text: int32 length in bytes, then UTF-8.</summary>
    /// <exception cref="ModelFormatException">The length is more than what is left, or the bytes are not valid UTF-8.</exception>
    public string ReadString() => ReadUtf8(ReadCount(1));

    /// <summary>Reads a text of known length.</summary>
    /// <param name="byteLength">Length in bytes, ≥ 0.</param>
    /// <exception cref="ModelFormatException">The length is more than what is left, or the bytes are not valid UTF-8.</exception>
    public string ReadUtf8(long byteLength)
    {
        long at = Position;
        if (byteLength < 0 || byteLength > Math.Min(Remaining, MaximumTextLength))
        {
            throw Error($"a text of {byteLength} bytes; {Remaining} are left, and at most {MaximumTextLength} are allowed.", at);
        }

        try
        {
            if (byteLength <= BufferSize)
            {
                return ContainerLayout.Utf8.GetString(Take((int)byteLength));
            }

            byte[] bytes = ArrayPool<byte>.Shared.Rent((int)byteLength);
            try
            {
                Span<byte> text = bytes.AsSpan(0, (int)byteLength);
                Read(text);
                return ContainerLayout.Utf8.GetString(text);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        catch (DecoderFallbackException e)
        {
            throw Error("a text is not valid UTF-8.", at, e);
        }
    }

    /// <summary>Fills a span with bytes.</summary>
    /// <param name="destination">Receives the bytes.</param>
    /// <exception cref="ModelFormatException">Fewer bytes are left.</exception>
    public void Read(Span<byte> destination) => Fill(destination);

    /// <summary>Fills a span with int32 values.</summary>
    /// <param name="destination">Receives the values.</param>
    /// <exception cref="ModelFormatException">Fewer bytes are left.</exception>
    public void Read(Span<int> destination) => Fill(destination);

    /// <summary>Fills a span with int64 values.</summary>
    /// <param name="destination">Receives the values.</param>
    /// <exception cref="ModelFormatException">Fewer bytes are left.</exception>
    public void Read(Span<long> destination) => Fill(destination);

    /// <summary>Fills a span with floats; any bit pattern is accepted.</summary>
    /// <param name="destination">Receives the values.</param>
    /// <exception cref="ModelFormatException">Fewer bytes are left.</exception>
    public void Read(Span<float> destination) => Fill(destination);

    /// <summary>Fills a span with doubles; any bit pattern is accepted.</summary>
    /// <param name="destination">Receives the values.</param>
    /// <exception cref="ModelFormatException">Fewer bytes are left.</exception>
    public void Read(Span<double> destination) => Fill(destination);

    /// <summary>Checks that the section has been read to its end and that what was read fits the checksum.</summary>
    /// <exception cref="ModelFormatException">Bytes are left over, or the file changed while it was read.</exception>
    public void ExpectEnd()
    {
        if (Remaining != 0)
        {
            throw Error($"{Remaining} bytes are left over.", Position);
        }

        if (_hash.GetCurrentHashAsUInt128() != _section.Checksum)
        {
            throw Error("the checksum no longer fits; the file changed while it was read.", 0);
        }
    }

    /// <summary>Makes the exception for contents that cannot be right; the caller throws it.</summary>
    /// <param name="reason">What is wrong and what was expected.</param>
    /// <param name="position">Byte position within the section.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ModelFormatException Error(string reason, long position, Exception? innerException = null) =>
        new(_path, Name, _section.Offset + position, reason, innerException);

    /// <summary>Returns the buffer. The file stays open.</summary>
    public void Dispose()
    {
        byte[]? buffer = _buffer;
        _buffer = null;
        _used = _filled;
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads an array after checking that its bytes are there.</summary>
    internal T[] ReadArray<T>(long count)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        if (count < 0 || count > Math.Min(Remaining / size, Array.MaxLength))
        {
            throw Error($"{count} values of {size} bytes; {Remaining} bytes are left, and one array holds at most {Array.MaxLength} values.", Position);
        }

        T[] result = GC.AllocateUninitializedArray<T>((int)count);
        Fill(result.AsSpan());
        return result;
    }

    private void Fill<T>(Span<T> destination)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        if (destination.Length > Remaining / size)
        {
            throw Error($"{(long)destination.Length * size} bytes were expected; {Remaining} are left.", Position);
        }

        // In chunks: a span of bytes cannot be longer than 2 GB, and the hash finds the bytes still in the cache.
        for (int step = ChunkSize / size; !destination.IsEmpty; destination = destination[Math.Min(step, destination.Length)..])
        {
            FillBytes(MemoryMarshal.AsBytes(destination[..Math.Min(step, destination.Length)]));
        }
    }

    private void FillBytes(Span<byte> bytes)
    {
        int buffered = Math.Min(bytes.Length, _filled - _used);
        _buffer.AsSpan(_used, buffered).CopyTo(bytes);
        _used += buffered;
        bytes = bytes[buffered..];
        if (bytes.Length >= BufferSize)
        {
            Fetch(bytes);
        }
        else if (!bytes.IsEmpty)
        {
            Take(bytes.Length).CopyTo(bytes);
        }
    }

    /// <summary>The next bytes, at most <see cref="BufferSize"/>, in the buffer.</summary>
    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > Remaining)
        {
            throw Error($"{length} bytes were expected; {Remaining} are left.", Position);
        }

        int buffered = _filled - _used;
        if (buffered < length)
        {
            _buffer ??= ArrayPool<byte>.Shared.Rent(BufferSize);
            _buffer.AsSpan(_used, buffered).CopyTo(_buffer);
            int more = (int)Math.Min(BufferSize - buffered, Length - _fetched);
            _used = 0;
            _filled = buffered;
            Fetch(_buffer.AsSpan(buffered, more));
            _filled += more;
        }

        ReadOnlySpan<byte> result = _buffer.AsSpan(_used, length);
        _used += length;
        return result;
    }

    private void Fetch(Span<byte> destination)
    {
        FileBytes.ReadExactly(_handle, _path, Name, _section.Offset + _fetched, destination);
        _hash.Append(destination);
        _fetched += destination.Length;
    }
}
