namespace MovieRec.Eval;

/// <summary>One variant against what it is a change of. Differences are variant − baseline.</summary>
public sealed record AblationComparison
{
    /// <summary>Name of the variant.</summary>
    public required string Variant { get; init; }

    /// <summary>A re-ranked variant against its own model, every other model against the first.</summary>
    public required string Baseline { get; init; }

    /// <summary>Name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The paired comparison, variant first.</summary>
    public required PairedComparison Paired { get; init; }

    /// <summary>The permutation p, corrected after Holm over every comparison of the table: variants and metrics.</summary>
    public required double AdjustedP { get; init; }

    /// <summary>Whether the difference is outside the noise. Otherwise say "not distinguishable", not "equal".</summary>
    /// <param name="level">The level of the whole table, such as 0.05.</param>
    public bool IsDistinguishable(double level = 0.05) => AdjustedP <= level;
}
