namespace MovieRec.Eval;

/// <summary>Hit rate: <c>HR@k = 1</c> when a relevant item is among the first k, else 0; its mean is the share of users with a hit.</summary>
/// <remarks>Deshpande and Karypis, "Item-based top-N recommendation algorithms", ACM TOIS 22(1), 2004.</remarks>
public sealed class HitRateMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Scope; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public HitRateMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.HitRate.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.HitRate.NameOf(cutoff, Convention);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <summary>The convention.</summary>
    public MetricConvention Convention { get; }

    /// <inheritdoc/>
    public double Measure(in RankingContext context) =>
        Hits.Relevant(context, Convention.Scope) == 0 ? double.NaN : Hits.Count(context, Cutoff) > 0 ? 1 : 0;
}
