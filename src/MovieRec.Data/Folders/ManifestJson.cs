using System.Buffers;
using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MovieRec.Data;

/// <summary>
/// <c>dataset.json</c> as bytes. The last property is <c>checksum</c>: the XxHash128 of every byte before its 32 digits;
/// after the digits stand exactly <c>"</c>, LF, <c>}</c>, LF. So every bit of the file is either hashed, part of the hash,
/// or compared with a constant.
/// </summary>
internal static class ManifestJson
{
    /// <summary>A manifest is a few kilobytes; anything longer is none.</summary>
    public const int LongestFile = 1 << 20;

    private const string FormatName = "movierec-dataset";
    private const int ChecksumDigits = 32;
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static ReadOnlySpan<byte> Ending => "\"\n}\n"u8;

    private static ReadOnlySpan<byte> ChecksumName => "\"checksum\": \""u8;

    /// <summary>Whether the bytes look like a manifest, damaged or not: it may be replaced.</summary>
    public static bool LooksLikeManifest(ReadOnlySpan<byte> file) => file.IndexOf("movierec-dataset"u8) >= 0;

    public static byte[] Encode(DataSetManifest manifest)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("format", FormatName);
            json.WriteNumber("version", manifest.Version);
            WriteInfo(json, manifest.ToInfo());
            if (manifest.MetadataSources.Count > 0)
            {
                json.WriteStartArray("metadataSources");
                foreach (DataSetInfo source in manifest.MetadataSources)
                {
                    json.WriteStartObject();
                    WriteInfo(json, source);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteString("userIdKind", KindName(manifest.UserIdKind));
            json.WriteString("itemIdKind", KindName(manifest.ItemIdKind));
            json.WriteNumber("users", manifest.Users);
            json.WriteNumber("items", manifest.Items);
            json.WriteNumber("interactions", manifest.Interactions);
            json.WriteBoolean("hasRatings", manifest.Columns.HasFlag(InteractionColumns.Rating));
            json.WriteBoolean("hasTimestamps", manifest.Columns.HasFlag(InteractionColumns.Timestamp));
            json.WriteStartArray("files");
            foreach (DataSetFile file in manifest.Files)
            {
                json.WriteStartObject();
                json.WriteString("name", file.Name);
                json.WriteNumber("rows", file.Rows);
                json.WriteNumber("bytes", file.Bytes);
                json.WriteString("xxHash128", file.Checksum);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("checksum", new string('0', ChecksumDigits));
            json.WriteEndObject();
        }

        byte[] bytes = [.. buffer.WrittenSpan, (byte)'\n'];
        int start = bytes.Length - Ending.Length - ChecksumDigits;
        Encoding.ASCII.GetBytes(Hash(bytes.AsSpan(0, start)), bytes.AsSpan(start));
        return bytes;
    }

    /// <exception cref="DataFormatException">A byte differs from what was written, or the content makes no sense.</exception>
    public static DataSetManifest Decode(ReadOnlyMemory<byte> file, string path)
    {
        Verify(file.Span, path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(file);
            return Parse(document.RootElement, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException and not DataFormatException)
        {
            throw FolderFiles.Error(path, $"not the JSON of a data-set folder ({e.Message})");
        }
    }

    private static void Verify(ReadOnlySpan<byte> bytes, string path)
    {
        int start = bytes.Length - Ending.Length - ChecksumDigits;
        if (start < ChecksumName.Length || !bytes.EndsWith(Ending) || !bytes[..start].EndsWith(ChecksumName))
        {
            throw FolderFiles.Error(path, "expected a data-set manifest that ends with its own checksum; the file is damaged, edited or something else");
        }

        if (Hash(bytes[..start]) != Encoding.ASCII.GetString(bytes.Slice(start, ChecksumDigits)))
        {
            throw FolderFiles.Error(path, "the checksum does not fit the content; the file is damaged or was edited");
        }
    }

    private static DataSetManifest Parse(JsonElement root, string path)
    {
        int version = Property(root, "version").GetInt32();
        if (Text(root, "format") != FormatName || version != DataSetManifest.CurrentVersion)
        {
            throw FolderFiles.Error(
                path, $"format '{Text(root, "format")}' version {version} cannot be read; expected '{FormatName}' version {DataSetManifest.CurrentVersion}");
        }

        List<DataSetFile> files = [];
        foreach (JsonElement file in Property(root, "files").EnumerateArray())
        {
            files.Add(new DataSetFile(
                Text(file, "name"), Count(file, "rows", path), Count(file, "bytes", path), Text(file, "xxHash128")));
        }

        DataSetManifest manifest = new DataSetManifest
        {
            Version = version,
            MetadataSources = root.TryGetProperty("metadataSources", out JsonElement sources) ? [.. sources.EnumerateArray().Select(ReadInfo)] : [],
            UserIdKind = Kind(Text(root, "userIdKind"), path),
            ItemIdKind = Kind(Text(root, "itemIdKind"), path),
            Users = checked((int)Count(root, "users", path, int.MaxValue)),
            Items = checked((int)Count(root, "items", path, int.MaxValue)),
            Interactions = Count(root, "interactions", path, Array.MaxLength),
            Columns = (Property(root, "hasRatings").GetBoolean() ? InteractionColumns.Rating : 0)
                | (Property(root, "hasTimestamps").GetBoolean() ? InteractionColumns.Timestamp : 0),
            Files = files,
        }.WithInfo(ReadInfo(root));
        CheckFiles(manifest, path);
        return manifest;
    }

    private static void CheckFiles(DataSetManifest manifest, string path)
    {
        bool known = manifest.Files.All(static f => FolderFiles.Parquet.Contains(f.Name))
            && manifest.Files.DistinctBy(static f => f.Name).Count() == manifest.Files.Count;
        if (!known
            || manifest.Find(FolderFiles.Interactions)?.Rows != manifest.Interactions
            || manifest.Find(FolderFiles.Movies)?.Rows != manifest.Items
            || (manifest.Find(FolderFiles.Users) is { } users && users.Rows != manifest.Users))
        {
            throw FolderFiles.Error(
                path, $"expected the files {FolderFiles.Interactions}, {FolderFiles.Movies} and possibly {FolderFiles.Users} with the row counts of the data set");
        }
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(XxHash128.Hash(bytes));

    private static void WriteInfo(Utf8JsonWriter json, DataSetInfo info)
    {
        json.WriteString("name", info.Name);
        json.WriteString("source", info.Source);
        json.WriteString("licence", info.Licence);
        WriteMaybe(json, "redistributable", info.Redistributable);
        WriteMaybe(json, "commercialUse", info.CommercialUse);
        json.WriteString("attribution", info.Attribution);
        json.WriteBoolean("simulated", info.Simulated);
    }

    private static DataSetInfo ReadInfo(JsonElement parent) => new()
    {
        Name = Text(parent, "name"),
        Source = Text(parent, "source"),
        Licence = Text(parent, "licence"),
        Redistributable = Maybe(parent, "redistributable"),
        CommercialUse = Maybe(parent, "commercialUse"),
        Attribution = Text(parent, "attribution"),
        Simulated = Property(parent, "simulated").GetBoolean(),
    };

    private static void WriteMaybe(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static JsonElement Property(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"there is no '{name}'");

    private static string Text(JsonElement parent, string name) => Property(parent, name).GetString() ?? throw new FormatException($"{name} is null");

    private static bool? Maybe(JsonElement parent, string name) =>
        Property(parent, name) is { ValueKind: not JsonValueKind.Null } value ? value.GetBoolean() : null;

    private static long Count(JsonElement parent, string name, string path, long highest = long.MaxValue)
    {
        long value = Property(parent, name).GetInt64();
        return value >= 0 && value <= highest
            ? value
            : throw FolderFiles.Error(path, $"{name} is {value}; expected 0 … {highest}");
    }

    private static string KindName(IdKind kind) => kind switch
    {
        IdKind.Int32 => "int32",
        IdKind.Int64 => "int64",
        IdKind.Guid => "guid",
        _ => "string",
    };

    private static IdKind Kind(string name, string path) => name switch
    {
        "int32" => IdKind.Int32,
        "int64" => IdKind.Int64,
        "guid" => IdKind.Guid,
        "string" => IdKind.String,
        _ => throw FolderFiles.Error(path, $"id kind '{name}'; expected int32, int64, string or guid"),
    };
}
