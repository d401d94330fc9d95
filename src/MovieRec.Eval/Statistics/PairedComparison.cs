namespace MovieRec.Eval;

/// <summary>How two models differ on the same users. Differences are first − second, user by user.</summary>
public sealed record PairedComparison
{
    /// <summary>Users for whom both values are defined.</summary>
    public required int Users { get; init; }

    /// <summary>Users dropped because a value is undefined (NaN) in either model.</summary>
    public required int DroppedUsers { get; init; }

    /// <summary>Mean of the first model over the users compared.</summary>
    public required double FirstMean { get; init; }

    /// <summary>Mean of the second model over the users compared.</summary>
    public required double SecondMean { get; init; }

    /// <summary>Mean difference.</summary>
    public required double Difference { get; init; }

    /// <summary>Standard error of the mean difference: s/√n of the differences; NaN for fewer than two users.</summary>
    public required double StandardError { get; init; }

    /// <summary>
    /// The difference that a test at 5 % would find in 80 % of repetitions: (t₀.₉₇₅ + z₀.₈) · standard error. Smaller true
    /// differences will mostly be missed with this many users.
    /// </summary>
    public required double SmallestDetectableDifference { get; init; }

    /// <summary>Bootstrap percentile interval of the mean difference.</summary>
    public required ConfidenceInterval Percentile { get; init; }

    /// <summary>Bias-corrected and accelerated bootstrap interval (Efron 1987): better where differences are skewed.</summary>
    public required ConfidenceInterval BiasCorrected { get; init; }

    /// <summary>
    /// Two-sided p of the sign-flip permutation test, (b + 1) / (m + 1) with b of m flips at least as far from zero as the
    /// observed mean. Exact when the differences are symmetric under the null hypothesis.
    /// </summary>
    public required double PermutationP { get; init; }

    /// <summary>Two-sided p of the paired t-test.</summary>
    public required double StudentP { get; init; }

    /// <summary>Whether the permutation test tells the models apart. Otherwise say "not distinguishable", not "equal".</summary>
    /// <param name="level">The level, such as 0.05.</param>
    public bool IsDistinguishable(double level = 0.05) => PermutationP <= level;
}
