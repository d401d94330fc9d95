namespace MovieRec.Eval;

/// <summary>Precision: <c>Precision@k = hits among the first k / k</c>; missing places of a short list are misses (or divided by n or min(k, R), by convention).</summary>
/// <remarks>Herlocker et al., "Evaluating collaborative filtering recommender systems", ACM TOIS 22(1), 2004. Averaged over users with equal weight; see <see cref="MicroAverageMetric"/> for the other way.</remarks>
public sealed class PrecisionMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Divisor and scope; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public PrecisionMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Precision.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Precision.NameOf(cutoff, Convention);
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
        int divisor = Hits.Divisor(Convention.Divisor, Cutoff, relevant, context.Ranking.Length);
        return relevant == 0 || divisor == 0 ? double.NaN : (double)Hits.Count(context, Cutoff) / divisor;
    }
}
