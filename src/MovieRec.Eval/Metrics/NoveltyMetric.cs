namespace MovieRec.Eval;

/// <summary>
/// Novelty as mean self-information: <c>Novelty@k = Σ_{p≤n} −log₂(c_p / U) / n</c> bits, c_p the training interactions of the
/// item at rank p, U the training users (or all training interactions, by convention), n ≤ k the length of the list.
/// </summary>
/// <remarks>
/// Zhou et al., "Solving the apparent diversity-accuracy dilemma of recommender systems", PNAS 107(10), 2010; with
/// interactions as the base the free discovery of Vargas and Castells, "Rank and relevance in novelty and diversity metrics",
/// RecSys 2011. An item nobody has interacted with counts like one that a single user has: the largest value that is finite.
/// 0 … log₂ of the base. Undefined for an empty list.
/// </remarks>
public sealed class NoveltyMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Users, short lists, popularity base; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public NoveltyMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Novelty.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Novelty.NameOf(cutoff, Convention);
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

        double total = Convention.PopularityBase == PopularityBase.Users ? evaluation.TrainingUserCount : evaluation.InteractionCount;
        if (total < 1)
        {
            return double.NaN;
        }

        ReadOnlySpan<int> counts = evaluation.ItemCounts.Span;
        double bits = 0;
        foreach (int item in top)
        {
            bits += Math.Log2(total / Math.Max(counts[item], 1));
        }

        return bits / top.Length;
    }
}
