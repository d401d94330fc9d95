namespace MovieRec.Eval;

/// <summary>One model against the baseline on one metric. Differences are model − baseline.</summary>
public sealed record ModelComparison
{
    /// <summary>Position of the model in the list that was compared, ≥ 1; the baseline is at 0.</summary>
    public required int Model { get; init; }

    /// <summary>Name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The paired comparison, model first.</summary>
    public required PairedComparison Paired { get; init; }

    /// <summary>The permutation p, corrected after Holm over the models compared with the baseline on this metric.</summary>
    public required double AdjustedP { get; init; }

    /// <summary>Whether the difference is outside the noise. Otherwise say "not distinguishable", not "equal".</summary>
    /// <param name="level">The level of the whole family of models, such as 0.05.</param>
    public bool IsDistinguishable(double level = 0.05) => AdjustedP <= level;
}
