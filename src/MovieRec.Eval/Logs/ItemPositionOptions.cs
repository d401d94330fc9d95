namespace MovieRec.Eval;

/// <summary>Options of <see cref="ItemPositionEstimator"/>.</summary>
public sealed record ItemPositionOptions
{
    /// <summary>
    /// Weights above it are clipped to it, at least 1; null does not clip. Default null. Clipping trades variance for a bias
    /// that is bounded in <see cref="KnownEstimate.BiasBound"/>. It does not rescue a log: support and effective sample size
    /// are judged before clipping.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or not finite.</exception>
    public double? WeightCap
    {
        get;
        init => field = value is null or (>= 1 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "WeightCap must be a finite number of at least 1, or null.");
    }
}
