using System.Text;

namespace MovieRec.Data;

/// <summary>
/// Writes one rejects file, created with its first row. It is written under a temporary name and renamed by
/// <see cref="Commit"/>; a cancelled import leaves nothing behind.
/// </summary>
internal sealed class RejectsWriter : IDisposable
{
    private readonly string _sourcePath;
    private readonly string _temporaryPath;
    private FileStream? _stream;

    public RejectsWriter(string sourcePath, string? directory)
    {
        _sourcePath = sourcePath;
        string folder = directory ?? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(sourcePath)) ?? ".";
        Path = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(sourcePath) + ".rejects.csv");
        _temporaryPath = Path + ".tmp";
    }

    public string Path { get; }

    public void Write(long line, string reason, ReadOnlySpan<byte> row)
    {
        _stream ??= Create();
        WriteText($"# line {line}, {row.Length} bytes: {reason}\n");
        _stream.Write(row);
        if (!row.IsEmpty && row[^1] != (byte)'\n')
        {
            _stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>Makes the file visible under its name. False when no row was written.</summary>
    public bool Commit()
    {
        if (_stream is null)
        {
            return false;
        }

        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        _stream = null;
        File.Move(_temporaryPath, Path, overwrite: true);
        return true;
    }

    public void Dispose()
    {
        if (_stream is not null)
        {
            _stream.Dispose();
            _stream = null;
            File.Delete(_temporaryPath);
        }
    }

    private FileStream Create()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        RefuseForeignFile(Path);
        FileStream stream = new(_temporaryPath, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        _stream = stream;
        WriteText($"{RejectsFile.Magic}{System.IO.Path.GetFileName(_sourcePath).ReplaceLineEndings(" ")}\n");
        return stream;
    }

    /// <summary>An earlier rejects file is replaced; anything else that happens to have the name is not ours to overwrite.</summary>
    private static void RefuseForeignFile(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        byte[] head = new byte[RejectsFile.Magic.Length];
        using FileStream existing = File.OpenRead(path);
        int read = existing.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (Encoding.UTF8.GetString(head, 0, read) != RejectsFile.Magic)
        {
            throw new IOException($"{path} exists and is not a rejects file; it is not overwritten. Move it, or set RejectsDirectory.");
        }
    }

    private void WriteText(string text) => _stream!.Write(Encoding.UTF8.GetBytes(text));
}
