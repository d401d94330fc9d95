namespace MovieRec.Eval;

/// <summary>
/// Normalised discounted cumulative gain with binary gains:
/// <c>NDCG@k = Σ_{p≤k} h(p)·d(p) / Σ_{p≤m} d(p)</c>, h(p) = 1 for a hit at rank p, discount d(p) = 1/log₂(p + 1), and
/// m = min(k, R) ideal positions (or k, by convention).
/// </summary>
/// <remarks>
/// Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002; the discount
/// log₂(p + 1) is that of Burges et al., ICML 2005. A list shorter than k has misses in the missing places.
/// </remarks>
public sealed class NdcgMetric : IRankingMetric
{
    private readonly double[] _discounts;
    private readonly double[] _ideal;

    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Divisor min(k, R) (default) or k, discount, scope; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the divisor does not apply.</exception>
    public NdcgMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Ndcg.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Ndcg.NameOf(cutoff, Convention);
        _discounts = new double[cutoff];
        _ideal = new double[cutoff + 1];
        for (int p = 1; p <= cutoff; p++)
        {
            _discounts[p - 1] = 1 / Math.Log2(Convention.Discount == DcgDiscount.Clipped ? Math.Max(p, 2) : p + 1.0);
            _ideal[p] = _ideal[p - 1] + _discounts[p - 1];
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <summary>The convention, with the divisor filled in.</summary>
    public MetricConvention Convention { get; }

    /// <inheritdoc/>
    public double Measure(in RankingContext context)
    {
        int relevant = Hits.Relevant(context, Convention.Scope);
        if (relevant == 0)
        {
            return double.NaN;
        }

        ReadOnlySpan<int> top = Hits.Top(context, Cutoff);
        double gain = 0;
        for (int i = 0; i < top.Length; i++)
        {
            if (context.IsRelevant(top[i]))
            {
                gain += _discounts[i];
            }
        }

        return gain / _ideal[Hits.Divisor(Convention.Divisor, Cutoff, relevant, top.Length)];
    }
}
