using System.Text.Json.Serialization;

namespace MovieRec.Eval;

/// <summary>What a model and its data will be used for.</summary>
public enum DataUse
{
    /// <summary>Research, teaching, private use.</summary>
    [JsonStringEnumMemberName("non-commercial")]
    NonCommercial,

    /// <summary>Anything that serves a business.</summary>
    [JsonStringEnumMemberName("commercial")]
    Commercial,
}
