namespace MovieRec.Data;

/// <summary>
/// Quantiles of counts by the nearest-rank rule: the q-quantile is the smallest value such that at least the share q of
/// the values is not larger. All 0 when there are no values.
/// </summary>
/// <param name="Minimum">Smallest value.</param>
/// <param name="P10">10 % quantile.</param>
/// <param name="P25">25 % quantile.</param>
/// <param name="Median">50 % quantile.</param>
/// <param name="P75">75 % quantile.</param>
/// <param name="P90">90 % quantile.</param>
/// <param name="P99">99 % quantile.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Mean">Arithmetic mean.</param>
public sealed record CountQuantiles(
    int Minimum, int P10, int P25, int Median, int P75, int P90, int P99, int Maximum, double Mean);
