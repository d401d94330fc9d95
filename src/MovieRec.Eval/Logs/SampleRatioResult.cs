namespace MovieRec.Eval;

/// <summary>Whether users are divided over variants as planned.</summary>
public sealed class SampleRatioResult
{
    /// <summary>Below this p the division is a mismatch: 0.001, the usual level (it is tested on every experiment, all the time).</summary>
    public const double MismatchLevel = 0.001;

    internal SampleRatioResult(double chiSquare, int degreesOfFreedom, double pValue, double smallestExpected)
    {
        ChiSquare = chiSquare;
        DegreesOfFreedom = degreesOfFreedom;
        PValue = pValue;
        SmallestExpected = smallestExpected;
    }

    /// <summary>Σ (observed − expected)² / expected.</summary>
    public double ChiSquare { get; }

    /// <summary>Variants − 1.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Probability of a division at least as uneven under the plan.</summary>
    public double PValue { get; }

    /// <summary>The smallest expected number of users; below 5 the p value is rough.</summary>
    public double SmallestExpected { get; }

    /// <summary>Whether the p value is below <see cref="MismatchLevel"/>: then no comparison of the variants can be trusted.</summary>
    public bool IsMismatch => PValue < MismatchLevel;
}
