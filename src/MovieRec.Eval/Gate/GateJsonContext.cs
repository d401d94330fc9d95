using System.Text.Json;
using System.Text.Json.Serialization;

namespace MovieRec.Eval;

/// <summary>Generated serialisation of <see cref="GateConfig"/>: no reflection, strict about keys.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(GateConfig))]
internal sealed partial class GateJsonContext : JsonSerializerContext;
