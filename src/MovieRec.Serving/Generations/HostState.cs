namespace MovieRec.Serving;

/// <summary>How well a host can answer.</summary>
public enum HostState
{
    /// <summary>No model: every answer is empty.</summary>
    Empty,

    /// <summary>Answers go on, but not as wanted: an older model, or feedback that cannot be stored.</summary>
    Degraded,

    /// <summary>All is well.</summary>
    Ready,
}
