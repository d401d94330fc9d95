using System.Text;
using System.Text.Json;

namespace MovieRec.Data;

/// <summary>Recognises metadata files by their first bytes, not by their names.</summary>
internal static class MetadataKind
{
    private const int HeadBytes = 1 << 16;

    /// <summary>The format of a file; null when it is none of them.</summary>
    public static MetadataFormat? Detect(string path)
    {
        string head = Head(path);
        string trimmed = head.TrimStart('\uFEFF').TrimStart();
        if (trimmed.StartsWith('{') || trimmed.StartsWith('['))
        {
            return LooksLikeTmdb(path, trimmed) ? MetadataFormat.TmdbJson : null;
        }

        string line = head.TrimStart('\uFEFF').Split('\n', '\r')[0];
        string[] tabs = line.Split('\t');
        if (tabs.Contains("tconst"))
        {
            return tabs.Contains("averageRating") ? MetadataFormat.ImdbRatings
                : tabs.Contains("primaryTitle") ? MetadataFormat.ImdbBasics : null;
        }

        string[] names = [.. line.Split(',').Select(static n => n.Trim().Trim('"'))];
        bool tmdb = (names.Contains("id") || names.Contains("movie_id"))
            && (names.Contains("cast") || names.Contains("keywords") || names.Contains("overview") || names.Contains("genres"));
        return tmdb ? MetadataFormat.TmdbCsv : MovieCsvReader.IsHeader(line) ? MetadataFormat.Catalogue : null;
    }

    /// <summary>Opens a file for reading as text, decompressing gzip within limits.</summary>
    public static Stream Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[2];
        bool gzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        file.Position = 0;
        return gzip ? new BoundedGzip(file, path) : file;
    }

    private static string Head(string path)
    {
        using Stream stream = Open(path);
        byte[] head = new byte[HeadBytes];
        return Encoding.UTF8.GetString(head, 0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
    }

    /// <summary>A movie has <c>id</c> and <c>title</c>; a list of results has <c>results</c>; an array or lines have movies.</summary>
    private static bool LooksLikeTmdb(string path, string head)
    {
        if (head.StartsWith('['))
        {
            return head.Contains("\"id\"", StringComparison.Ordinal) && head.Contains("title\"", StringComparison.Ordinal);
        }

        string line = head.Split('\n', '\r')[0];
        if (!IsWhole(line) && head.Length >= HeadBytes / 4 && new FileInfo(path).Length > JsonLines.LargestDocument)
        {
            return false;
        }

        string first = IsWhole(line) ? line : head.Length < HeadBytes / 4 ? head : File.ReadAllText(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(first, new JsonDocumentOptions { MaxDepth = LiteralParser.MaxDepth });
            JsonElement root = document.RootElement;
            return root.TryGetProperty("results", out JsonElement results)
                ? results.ValueKind == JsonValueKind.Array
                : root.TryGetProperty("id", out _) && (root.TryGetProperty("title", out _) || root.TryGetProperty("original_title", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsWhole(string line)
    {
        try
        {
            JsonDocument.Parse(line).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
