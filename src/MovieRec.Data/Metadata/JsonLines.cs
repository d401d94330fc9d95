using System.Text;
using System.Text.Json;

namespace MovieRec.Data;

/// <summary>Turns any JSON file of movies into one movie a line, so that each movie is a row with an account.</summary>
internal static class JsonLines
{
    /// <summary>A whole document is parsed in memory; lines of any total size are streamed.</summary>
    internal const long LargestDocument = 256 << 20;

    public static Stream Open(string path)
    {
        using (StreamReader reader = new(MetadataKind.Open(path), Encoding.UTF8))
        {
            string first = reader.ReadLine() ?? "";
            string? second = reader.ReadLine();
            if (first.TrimStart().StartsWith('{') && first.TrimEnd().EndsWith('}') && second is not null && second.TrimStart().StartsWith('{'))
            {
                return MetadataKind.Open(path);
            }
        }

        using Stream stream = MetadataKind.Open(path);
        if (stream.Length > LargestDocument)
        {
            throw new DataFormatException(path, 0, "", $"a JSON document of more than {LargestDocument} bytes; store one movie a line instead", "");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = LiteralParser.MaxDepth + 2 });
            return Flatten(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new DataFormatException(path, (e.LineNumber ?? -1) + 1, "", "not JSON: " + e.Message, "");
        }
    }

    private static MemoryStream Flatten(JsonElement root)
    {
        JsonElement list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("results", out JsonElement results) && results.ValueKind == JsonValueKind.Array
            ? results
            : root;
        MemoryStream lines = new();
        using (Utf8JsonWriter writer = new(lines))
        {
            foreach (JsonElement movie in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [list])
            {
                movie.WriteTo(writer);
                writer.Flush();
                lines.WriteByte((byte)'\n');
                writer.Reset();
            }
        }

        lines.Position = 0;
        return lines;
    }
}
