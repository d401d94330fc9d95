namespace MovieRec.Eval;

/// <summary>One position under the item-position model.</summary>
public sealed class ItemPositionResult
{
    internal ItemPositionResult(int position, int impressions, int users, double meanWeight, double largestWeight, double effectiveSampleSize, double clippedShare, bool meetsCoverageConditions, ItemPositionEstimates estimates)
    {
        Position = position;
        Impressions = impressions;
        Users = users;
        MeanWeight = meanWeight;
        LargestWeight = largestWeight;
        EffectiveSampleSize = effectiveSampleSize;
        ClippedShare = clippedShare;
        MeetsCoverageConditions = meetsCoverageConditions;
        Estimates = estimates;
    }

    /// <summary>Position, 1 = top.</summary>
    public int Position { get; }

    /// <summary>Samples n at this position.</summary>
    public int Impressions { get; }

    /// <summary>Users among them.</summary>
    public int Users { get; }

    /// <summary>Mean weight before clipping: near 1 when probabilities are right and the log supports the target.</summary>
    public double MeanWeight { get; }

    /// <summary>Largest weight before clipping.</summary>
    public double LargestWeight { get; }

    /// <summary>(Σw)² / Σw² before clipping (Kish 1965): samples from the target itself that would be worth as much.</summary>
    public double EffectiveSampleSize { get; }

    /// <summary><see cref="EffectiveSampleSize"/> / <see cref="Impressions"/>.</summary>
    public double EffectiveShare => EffectiveSampleSize / Impressions;

    /// <summary>Share of samples whose weight was clipped.</summary>
    public double ClippedShare { get; }

    /// <summary>
    /// Whether the conditions hold under which the coverage of the intervals was measured: not clipped, at least 2,000
    /// impressions, effective sample size of at least 10 % of them.
    /// </summary>
    public bool MeetsCoverageConditions { get; }

    /// <summary>Expected reward of an impression at this position under the target.</summary>
    public ItemPositionEstimates Estimates { get; }
}
