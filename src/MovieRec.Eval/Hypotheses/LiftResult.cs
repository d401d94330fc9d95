namespace MovieRec.Eval;

/// <summary>How far a model lifts a metric over the better of several baselines, over one group of users.</summary>
public sealed record LiftResult
{
    /// <summary>Name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The group of users.</summary>
    public required string Users { get; init; }

    /// <summary>Position of the better baseline in the list of baselines.</summary>
    public required int Baseline { get; init; }

    /// <summary>The paired comparison, model first.</summary>
    public required PairedComparison Paired { get; init; }

    /// <summary>mean(model) ÷ mean(baseline) − 1; NaN when the baseline scores 0.</summary>
    public required double Lift { get; init; }

    /// <summary>Paired bootstrap percentile interval of the lift, users drawn in pairs.</summary>
    public required ConfidenceInterval Interval { get; init; }

    /// <summary>Whether the lower bound is above a lift.</summary>
    /// <param name="lift">Such as 0.1 for ten percent.</param>
    public bool Exceeds(double lift) => Interval.Low > lift;
}
