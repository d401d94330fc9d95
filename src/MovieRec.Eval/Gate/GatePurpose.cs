using System.Text.Json.Serialization;

namespace MovieRec.Eval;

/// <summary>What the gate is asked for.</summary>
public enum GatePurpose
{
    /// <summary>May this model go live? Needs real people's data and the real clock.</summary>
    [JsonStringEnumMemberName("launch")]
    Launch,

    /// <summary>
    /// Does the pipeline work? Simulated data and a fixed date are accepted, and the result says that it decides nothing.
    /// </summary>
    [JsonStringEnumMemberName("rehearsal")]
    Rehearsal,
}
