namespace MovieRec;

/// <summary>One row of the experiment log: what was tried, how, on which data, and what came out. Text is never null.</summary>
public sealed record ExperimentEntry
{
    /// <summary>When it was measured; kept to the millisecond, in UTC.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>What measured it, such as <c>evaluate</c> or <c>sweep</c>.</summary>
    public required string Command { get; init; }

    /// <summary>What was tried, such as <c>als</c> or <c>als+mmr</c>.</summary>
    public required string Variant { get; init; }

    /// <summary>Its options, such as <c>Factors=64; Iterations=16</c>.</summary>
    public string Params { get; init; } = "";

    /// <summary>The split and who was recommended what, such as <c>temporal (quantile 0.8), trained-items, all-users</c>.</summary>
    public string Split { get; init; } = "";

    /// <summary>What was measured.</summary>
    public IReadOnlyList<ExperimentMetric> Metrics { get; init; } = [];

    /// <summary>Time to train in seconds; NaN when it was not measured.</summary>
    public double FitSeconds { get; init; } = double.NaN;

    /// <summary>Median time of an answer in milliseconds; NaN when it was not measured.</summary>
    public double LatencyP50 { get; init; } = double.NaN;

    /// <summary>95th percentile in milliseconds; NaN when it was not measured.</summary>
    public double LatencyP95 { get; init; } = double.NaN;

    /// <summary>99th percentile in milliseconds; NaN when it was not measured.</summary>
    public double LatencyP99 { get; init; } = double.NaN;

    /// <summary>What follows from it, such as <c>higher than popularity</c> or <c>blocked: freshness</c>.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Fingerprint of the rows trained on.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>Revision of the source that ran; <c>unknown</c> where it is not known.</summary>
    public string Commit { get; init; } = "unknown";

    /// <summary>Processors, operating system and runtime.</summary>
    public string Machine { get; init; } = "unknown";

    /// <summary>Compares by value, metric by metric.</summary>
    /// <param name="other">The other entry.</param>
    public bool Equals(ExperimentEntry? other) =>
        other is not null
        && Date == other.Date
        && (Command, Variant, Params, Split) == (other.Command, other.Variant, other.Params, other.Split)
        && FitSeconds.Equals(other.FitSeconds)
        && LatencyP50.Equals(other.LatencyP50)
        && LatencyP95.Equals(other.LatencyP95)
        && LatencyP99.Equals(other.LatencyP99)
        && (Outcome, DataFingerprint, Seed, Commit, Machine) == (other.Outcome, other.DataFingerprint, other.Seed, other.Commit, other.Machine)
        && Metrics.SequenceEqual(other.Metrics);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Date, Command, Variant, Params, DataFingerprint, Seed);
}
