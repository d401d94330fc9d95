using System.Text.Json.Serialization;

namespace MovieRec.Eval;

/// <summary>What a check found.</summary>
public enum GateStatus
{
    /// <summary>It could not be found out; blocks like a failure. The default, so that nothing passes by accident.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The condition is violated.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>The condition holds.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,
}
