using System.Text.Json;
using System.Text.Json.Serialization;

namespace MovieRec.Serving;

/// <summary>JSON of the small files, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StoredModel))]
[JsonSerializable(typeof(Dictionary<string, TombstoneState>))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    public static string Write(StoredModel model) => JsonSerializer.Serialize(model, Default.StoredModel);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static StoredModel ReadModel(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(CheckedText.Read(path), Default.StoredModel)
                ?? throw new InvalidDataException($"'{path}' is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not a manifest: {e.Message}", e);
        }
    }
}
