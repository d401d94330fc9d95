namespace MovieRec.Data;

/// <summary>Recognises files that are no UTF-8 text by their first bytes, to refuse them whole with a clear message.</summary>
internal static class FileKind
{
    /// <summary>What the file is and what to do; null when it may be text.</summary>
    public static string? DescribeForeign(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return "the file is gzip-compressed; decompress it first (gunzip)";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]))
        {
            return "the file is a zip archive; extract it first";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
        {
            return "the file is zstd-compressed; decompress it first";
        }

        if (head.StartsWith("PAR1"u8))
        {
            return "the file is Parquet; open its folder as a data-set folder";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || HasZeroEverySecond(head))
        {
            return "the file is UTF-16 (or UTF-32); convert it to UTF-8 first";
        }

        return null;
    }

    private static bool HasZeroEverySecond(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && ((head[0] == 0 && head[2] == 0) || (head[1] == 0 && head[3] == 0));
}
