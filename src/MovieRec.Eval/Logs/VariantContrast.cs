namespace MovieRec.Eval;

/// <summary>A rate of a variant against the same rate of the control.</summary>
public sealed class VariantContrast
{
    internal VariantContrast(LogEstimate difference, LogEstimate lift, double? pValue, double? adjustedPValue, VariantVerdict verdict)
    {
        Difference = difference;
        Lift = lift;
        PValue = pValue;
        AdjustedPValue = adjustedPValue;
        Verdict = verdict;
    }

    /// <summary>Rate − rate of the control.</summary>
    public LogEstimate Difference { get; }

    /// <summary>Rate / rate of the control − 1; its interval comes from the logarithm of the ratio.</summary>
    public LogEstimate Lift { get; }

    /// <summary>Two-sided p of "no difference"; null when unknown.</summary>
    public double? PValue { get; }

    /// <summary>The same after Holm's correction over all variants for this rate; null when unknown.</summary>
    public double? AdjustedPValue { get; }

    /// <summary>The verdict at 5 % of the corrected p.</summary>
    public VariantVerdict Verdict { get; }
}
