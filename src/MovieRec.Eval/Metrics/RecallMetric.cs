namespace MovieRec.Eval;

/// <summary>Recall: <c>Recall@k = hits among the first k / m</c> with m = min(k, R), so that a perfect ranking scores 1, or R by convention.</summary>
/// <remarks>The divisor min(k, R) is that of Liang et al., "Variational autoencoders for collaborative filtering", WWW 2018; R is the textbook form. Averaged over users with equal weight; see <see cref="MicroAverageMetric"/> for the other way.</remarks>
public sealed class RecallMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Divisor and scope; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public RecallMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Recall.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Recall.NameOf(cutoff, Convention);
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
