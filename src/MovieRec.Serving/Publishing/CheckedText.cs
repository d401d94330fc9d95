using System.IO.Hashing;
using System.Text;

namespace MovieRec.Serving;

/// <summary>Small files of one line of text and one line with its XxHash128: a torn or damaged one is never believed.</summary>
internal static class CheckedText
{
    private const int MaxLength = 1 << 20;

    public static void Write(string path, string line)
    {
        byte[] bytes = Encode(line);
        using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Replaces a file in one step, through a temporary one beside it.</summary>
    public static void Replace(string path, string line)
    {
        string temporary = path + ".tmp";
        Write(temporary, line);
        File.Move(temporary, path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static string Read(string path)
    {
        if (new FileInfo(path).Length > MaxLength)
        {
            throw new InvalidDataException($"'{path}' is longer than {MaxLength} bytes.");
        }

        byte[] bytes = File.ReadAllBytes(path);
        int end = bytes.AsSpan().IndexOf((byte)'\n');
        if (end < 0 || !bytes.AsSpan().SequenceEqual(Encode(Encoding.UTF8.GetString(bytes, 0, end))))
        {
            throw new InvalidDataException($"'{path}' is damaged: its checksum does not fit.");
        }

        return Encoding.UTF8.GetString(bytes, 0, end);
    }

    private static byte[] Encode(string line)
    {
        byte[] text = Encoding.UTF8.GetBytes(line);
        return Encoding.UTF8.GetBytes($"{line}\n{Convert.ToHexStringLower(XxHash128.Hash(text))}\n");
    }
}
