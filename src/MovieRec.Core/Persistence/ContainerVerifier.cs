using System.Buffers;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace MovieRec;

/// <summary>
/// One sequential pass over a file: the checksum of each section, zero padding, and the checksum over everything. A
/// damaged section is named before the trailer can only say that something is wrong somewhere.
/// </summary>
internal sealed class ContainerVerifier
{
    private const int BufferSize = 1 << 18;
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly byte[] _buffer;
    private readonly long _end;
    private readonly CancellationToken _cancellationToken;
    private readonly XxHash128 _file = new();
    private long _position;
    private int _used;
    private int _filled;

    private ContainerVerifier(SafeFileHandle handle, string path, byte[] buffer, long end, CancellationToken cancellationToken)
    {
        _handle = handle;
        _path = path;
        _buffer = buffer;
        _end = end;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Verifies everything behind the header, which has been verified already; returns the file's checksum.</summary>
    public static UInt128 Verify(
        SafeFileHandle handle,
        string path,
        ReadOnlySpan<byte> header,
        IReadOnlyList<ModelSectionInfo> sections,
        long fileLength,
        CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, fileLength));
        try
        {
            long end = fileLength - ContainerLayout.ChecksumSize;
            ContainerVerifier verifier = new(handle, path, buffer, end, cancellationToken) { _position = header.Length };
            verifier._file.Append(header);
            foreach (ModelSectionInfo section in sections)
            {
                verifier.Padding(section.Offset);
                verifier.Section(section);
            }

            verifier.Padding(end);
            UInt128 actual = verifier._file.GetCurrentHashAsUInt128();
            Span<byte> trailer = stackalloc byte[ContainerLayout.ChecksumSize];
            FileBytes.ReadExactly(handle, path, "trailer", end, trailer);
            return ContainerLayout.ReadChecksum(trailer) == actual
                ? actual
                : throw new ModelFormatException(path, "trailer", end, "the checksum of the whole file does not fit; the file is damaged.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Section(ModelSectionInfo section)
    {
        XxHash128 hash = new();
        for (long left = section.Length; left > 0;)
        {
            ReadOnlySpan<byte> bytes = Next(left, section.Name);
            hash.Append(bytes);
            left -= bytes.Length;
        }

        if (hash.GetCurrentHashAsUInt128() != section.Checksum)
        {
            throw new ModelFormatException(_path, section.Name, section.Offset, "the checksum of the section does not fit; the file is damaged.");
        }
    }

    private void Padding(long until)
    {
        while (_position < until)
        {
            long at = _position;
            ReadOnlySpan<byte> bytes = Next(until - _position, "padding");
            int bad = bytes.IndexOfAnyExcept((byte)0);
            if (bad >= 0)
            {
                throw new ModelFormatException(_path, "padding", at + bad, "a padding byte is not zero; the file is damaged.");
            }
        }
    }

    private ReadOnlySpan<byte> Next(long limit, string section)
    {
        if (_used == _filled)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _filled = (int)Math.Min(_buffer.Length, _end - _position);
            _used = 0;
            FileBytes.ReadExactly(_handle, _path, section, _position, _buffer.AsSpan(0, _filled));
        }

        int length = (int)Math.Min(limit, _filled - _used);
        ReadOnlySpan<byte> result = _buffer.AsSpan(_used, length);
        _used += length;
        _position += length;
        _file.Append(result);
        return result;
    }
}
