using System.Text;
using System.Text.Json;

namespace MovieRec.Data;

/// <summary>
/// The metadata of a saved Spark ML object: one line of JSON in <c>metadata/part-*</c>. Parameters that were set stand in
/// <c>paramMap</c>; since Spark 2.4 the others stand in <c>defaultParamMap</c>.
/// </summary>
internal sealed class SparkMetadata
{
    private const long MaximumLength = 64L << 20;
    private readonly JsonElement _root;

    private SparkMetadata(string path, JsonElement root)
    {
        Path = path;
        _root = root;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    public string Class => Text("class");

    public string Uid => Text("uid");

    public string SparkVersion => Text("sparkVersion");

    public int Rank => _root.TryGetProperty("rank", out JsonElement rank) && rank.ValueKind == JsonValueKind.Number && rank.TryGetInt32(out int value) && value >= 1
        ? value
        : throw Interchange.Error(Path, "rank", "the number of factors is missing or not a whole number above 0");

    /// <summary>The <c>stageUids</c> of a pipeline, in order; empty when there are none.</summary>
    public IReadOnlyList<string> StageUids =>
        Find("paramMap", "stageUids") is { ValueKind: JsonValueKind.Array } stages
            ? [.. stages.EnumerateArray().Where(static s => s.ValueKind == JsonValueKind.String).Select(static s => s.GetString()!)]
            : [];

    public static SparkMetadata Read(string folder, ref int verified)
    {
        string directory = System.IO.Path.Combine(folder, "metadata");
        if (File.Exists(directory))
        {
            throw LocalLayout(folder);
        }

        if (!Directory.Exists(directory))
        {
            throw Interchange.Error(folder, "", "there is no folder 'metadata': expected what ALSModel.save, or a pipeline or cross-validation with an ALS model, has written");
        }

        SparkFolder parts = SparkFolder.List(directory, "metadata", "");
        StringBuilder text = new();
        foreach (string file in parts.Files)
        {
            verified += HadoopChecksum.Verify(file) ? 1 : 0;
            if (new FileInfo(file).Length > MaximumLength)
            {
                throw Interchange.Error(file, "", $"the metadata take more than {MaximumLength} bytes; one line of JSON was expected");
            }

            text.Append(File.ReadAllText(file));
        }

        string path = parts.Files[0];
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.ToString());
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SparkMetadata(path, document.RootElement.Clone())
                : throw Interchange.Error(path, "", "the metadata are no JSON object");
        }
        catch (JsonException e)
        {
            throw new DataFormatException(Interchange.Error(path, "", "the metadata are not one line of JSON: " + e.Message).Message, e);
        }
    }

    public static DataFormatException LocalLayout(string folder) => Interchange.Error(
        folder, "", "the folder has the layout of Spark 4's local saving mode (Spark Connect), which is not read; load the model in a classic Spark session and save it again with model.write().overwrite().save(PATH)");

    /// <summary>A parameter as text: the value set, else the default, else <paramref name="fallback"/>.</summary>
    public string Parameter(string name, string fallback)
    {
        JsonElement? value = Find("paramMap", name) ?? Find("defaultParamMap", name);
        return value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : value?.ToString() ?? fallback;
    }

    private JsonElement? Find(string map, string name) =>
        _root.TryGetProperty(map, out JsonElement values) && values.ValueKind == JsonValueKind.Object && values.TryGetProperty(name, out JsonElement value)
            ? value
            : null;

    private string Text(string name) => _root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Interchange.Error(Path, name, "this text is missing from the metadata");
}
