using System.Buffers;
using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MovieRec.Data;

/// <summary>
/// <c>embeddings.json</c>: who made the vectors, length and checksum of their file, and the checksum of the movies they were
/// made from. Its last property is the XxHash128 of every byte before its 32 digits.
/// </summary>
internal sealed record EmbeddingDescription(EmbeddingInfo Info, DataSetFile File, string MoviesChecksum)
{
    private const string FormatName = "movierec-embeddings";
    private const int Version = 1;
    private const int LongestFile = 1 << 20;
    private const int Digits = 32;

    private static ReadOnlySpan<byte> Ending => "\"\n}\n"u8;

    public void Write(string path)
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("format", FormatName);
            json.WriteNumber("version", Version);
            json.WriteString("generator", Info.Generator);
            json.WriteString("model", Info.Model);
            json.WriteString("fingerprint", Info.Fingerprint);
            json.WriteNumber("dimensions", Info.Dimensions);
            json.WriteNumber("items", File.Rows);
            json.WriteNumber("bytes", File.Bytes);
            json.WriteString("xxHash128", File.Checksum);
            json.WriteString("moviesXxHash128", MoviesChecksum);
            json.WriteString("checksum", new string('0', Digits));
            json.WriteEndObject();
        }

        byte[] bytes = [.. buffer.WrittenSpan, (byte)'\n'];
        int start = bytes.Length - Ending.Length - Digits;
        Encoding.ASCII.GetBytes(Hash(bytes.AsSpan(0, start)), bytes.AsSpan(start));
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="DataFormatException">A byte differs from what was written, or the content makes no sense.</exception>
    public static EmbeddingDescription Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (file.Length > LongestFile)
        {
            throw FolderFiles.Error(path, $"{file.Length} bytes; a description has at most {LongestFile}");
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int start = bytes.Length - Ending.Length - Digits;
        if (start < 0 || !bytes.AsSpan().EndsWith(Ending) || Hash(bytes.AsSpan(0, start)) != Encoding.ASCII.GetString(bytes, start, Digits))
        {
            throw FolderFiles.Error(path, "expected a description of vectors that ends with its own checksum; the file is damaged or was edited");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return Parse(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException and not DataFormatException)
        {
            throw FolderFiles.Error(path, $"not a description of vectors ({e.Message})");
        }
    }

    private static EmbeddingDescription Parse(JsonElement root)
    {
        if (Text(root, "format") != FormatName || root.GetProperty("version").GetInt32() != Version)
        {
            throw new FormatException($"expected the format {FormatName}, version {Version}");
        }

        int dimensions = root.GetProperty("dimensions").GetInt32();
        long items = root.GetProperty("items").GetInt64();
        if (dimensions is < 1 or > EmbeddingFile.MaxDimensions || items < 0 || Text(root, "generator").Length == 0)
        {
            throw new FormatException($"{items} vectors of {dimensions} numbers; expected 1 … {EmbeddingFile.MaxDimensions} numbers and a generator");
        }

        EmbeddingInfo info = new()
        {
            Generator = Text(root, "generator"),
            Model = Text(root, "model"),
            Fingerprint = Text(root, "fingerprint"),
            Dimensions = dimensions,
        };
        DataSetFile vectors = new(EmbeddingFile.FileName, items, root.GetProperty("bytes").GetInt64(), Text(root, "xxHash128"));
        return new EmbeddingDescription(info, vectors, Text(root, "moviesXxHash128"));
    }

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(XxHash128.Hash(bytes));
}
