namespace MovieRec.Eval;

/// <summary>
/// Average popularity of what is recommended: <c>Popularity@k = Σ_{p≤n} c_p / n</c>, c_p the training interactions of the item at
/// rank p, n ≤ k the length of the list. Lower is less biased towards the popular.
/// </summary>
/// <remarks>
/// Yin et al., "Challenging the long tail recommendation", PVLDB 5(9), 2012; called ARP by Abdollahpouri et al., "Managing
/// popularity bias in recommender systems with personalized re-ranking", FLAIRS 2019. Undefined for an empty list.
/// </remarks>
public sealed class PopularityMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Users, short lists; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public PopularityMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Popularity.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Popularity.NameOf(cutoff, Convention);
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
        if (context.Evaluation is not { } evaluation || !ListedItems.TryTop(context, Cutoff, Convention, out ReadOnlySpan<int> top))
        {
            return double.NaN;
        }

        ReadOnlySpan<int> counts = evaluation.ItemCounts.Span;
        double sum = 0;
        foreach (int item in top)
        {
            sum += counts[item];
        }

        return sum / top.Length;
    }
}
