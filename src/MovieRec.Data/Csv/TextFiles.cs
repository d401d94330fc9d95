using System.Text;
using System.Text.Unicode;

namespace MovieRec.Data;

/// <summary>Looks at the beginning of text files before they are read.</summary>
internal static class TextFiles
{
    private const int HeadBytes = 1 << 16;

    /// <summary>Delimiters in the order in which they are tried: the two-byte one first, the one that text contains most last.</summary>
    public static IReadOnlyList<string> Delimiters { get; } = ["::", "\t", ";", ","];

    /// <summary>Throws when the file is no UTF-8 or Latin-1 text.</summary>
    public static void RefuseForeign(string path)
    {
        if (FileKind.DescribeForeign(ReadHead(path, 8)) is { } reason)
        {
            throw new DataFormatException(path, 0, "", reason, "");
        }
    }

    /// <summary>The first line, without byte-order mark and line end; empty for an empty file.</summary>
    public static string ReadFirstLine(string path)
    {
        RefuseForeign(path);
        ReadOnlySpan<byte> head = ReadHead(path, HeadBytes);
        head = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        int end = head.IndexOfAny((byte)'\n', (byte)'\r');
        return Encoding.UTF8.GetString(end < 0 ? head : head[..end]);
    }

    /// <summary>Whether a whole file is valid UTF-8.</summary>
    public static bool IsUtf8(string path)
    {
        // Read whole: only asked of the movie files of the old MovieLens sets (at most some hundred kilobytes).
        using FileStream stream = File.OpenRead(path);
        byte[] buffer = new byte[HeadBytes];
        int pending = 0;
        while (true)
        {
            int read = stream.Read(buffer, pending, buffer.Length - pending);
            if (read == 0)
            {
                return Utf8.IsValid(buffer.AsSpan(0, pending));
            }

            // Validate up to the last ASCII byte; a character cut by the buffer waits for the next read.
            int end = pending + read;
            int complete = end;
            while (complete > 0 && buffer[complete - 1] >= 0x80)
            {
                complete--;
            }

            if (!Utf8.IsValid(buffer.AsSpan(0, complete)) || end - complete >= 256)
            {
                return false;
            }

            pending = end - complete;
            buffer.AsSpan(complete, pending).CopyTo(buffer);
        }
    }

    /// <summary>Delimiters of any kind in a row.</summary>
    public static int CountDelimiters(ReadOnlySpan<byte> row)
    {
        int count = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] is (byte)',' or (byte)'\t' or (byte)';' or (byte)'|')
            {
                count++;
            }
            else if (row[i] == (byte)':' && i + 1 < row.Length && row[i + 1] == (byte)':')
            {
                count++;
                i++;
            }
        }

        return count;
    }

    private static byte[] ReadHead(string path, int length)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        byte[] head = new byte[Math.Min(length, Math.Max(stream.Length, 0))];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
