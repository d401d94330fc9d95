namespace MovieRec.Eval;

/// <summary>
/// Closed-loop load: each thread sends its next request, for a known user with reasons, as soon as the last is answered.
/// </summary>
public sealed class LatencyRule
{
    /// <summary>Threads. Default 4.</summary>
    public int Threads { get; set; } = 4;

    /// <summary>Measured requests of all threads together. Default 4,000.</summary>
    public int Requests { get; set; } = 4_000;

    /// <summary>Requests before the measurement. Default 400.</summary>
    public int WarmUp { get; set; } = 400;

    /// <summary>Items asked for. Default 10.</summary>
    public int Count { get; set; } = 10;

    /// <summary>Bound of the 95th percentile in milliseconds. Default 300.</summary>
    public double MaximumP95Milliseconds { get; set; } = 300;

    /// <summary>Bound of the 99th percentile in milliseconds; no default.</summary>
    public double? MaximumP99Milliseconds { get; set; }
}
