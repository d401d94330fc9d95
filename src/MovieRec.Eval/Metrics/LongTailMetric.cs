namespace MovieRec.Eval;

/// <summary>
/// Share of the long tail: <c>LongTail@k = |{p ≤ n: item at rank p is outside the head}| / n</c>, n ≤ k the length of the list. The head
/// are the fewest most popular items that together have 80 % of the training interactions (ties: lower index first).
/// </summary>
/// <remarks>
/// Abdollahpouri et al., "Managing popularity bias in recommender systems with personalized re-ranking", FLAIRS 2019 (APLT).
/// Undefined for an empty list.
/// </remarks>
public sealed class LongTailMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Users, short lists; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public LongTailMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.LongTail.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.LongTail.NameOf(cutoff, Convention);
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

        int tail = 0;
        foreach (int item in top)
        {
            tail += evaluation.IsLongTail(item) ? 1 : 0;
        }

        return (double)tail / top.Length;
    }
}
