using System.IO.Hashing;

namespace MovieRec;

/// <summary>Buffers, counts and hashes what is written to a model file, section by section.</summary>
internal sealed class SectionSink(Stream stream, CancellationToken cancellationToken)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly XxHash128 _hash = new();
    private int _used;

    /// <summary>Bytes written since the file began.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes written since <see cref="BeginSection"/>.</summary>
    public long SectionLength { get; private set; }

    public void BeginSection()
    {
        _hash.Reset();
        SectionLength = 0;
    }

    /// <summary>Checksum of the section.</summary>
    public UInt128 EndSection() => _hash.GetCurrentHashAsUInt128();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.Append(bytes);
        SectionLength += bytes.Length;
        Append(bytes);
    }

    public void PadTo(long position)
    {
        Span<byte> zeros = stackalloc byte[256];
        zeros.Clear();
        while (Position < position)
        {
            Append(zeros[..(int)Math.Min(zeros.Length, position - Position)]);
        }
    }

    public void Flush()
    {
        cancellationToken.ThrowIfCancellationRequested();
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            stream.Write(bytes);
        }
        else
        {
            bytes.CopyTo(_buffer.AsSpan(_used));
            _used += bytes.Length;
        }

        Position += bytes.Length;
    }
}
