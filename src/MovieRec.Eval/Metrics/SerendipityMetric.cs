namespace MovieRec.Eval;

/// <summary>
/// Serendipity: relevant and not what popularity would have shown anyway,
/// <c>Serendipity@k = |{p ≤ k: h(p) = 1, item at rank p ∉ P_k(u)}| / k</c> with P_k(u) the k most popular candidates (training
/// interactions, ties by lower index) that the user has not met.
/// </summary>
/// <remarks>
/// Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy", RecSys 2010, after Murakami, Mori and Orihara 2008: unexpected is what
/// a primitive method does not recommend, and the primitive method is popularity. At most Precision@k; 0 for popularity itself.
/// Undefined without relevant items.
/// </remarks>
public sealed class SerendipityMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Divisor k (default) or n, and scope; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public SerendipityMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Serendipity.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Serendipity.NameOf(cutoff, Convention);
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
        ReadOnlySpan<int> top = Hits.Top(context, Cutoff);
        int relevant = Hits.Relevant(context, Convention.Scope);
        int divisor = Hits.Divisor(Convention.Divisor, Cutoff, relevant, top.Length);
        if (context.Evaluation is not { } evaluation || relevant == 0 || divisor == 0)
        {
            return double.NaN;
        }

        int lastExpected = -1;
        int serendipitous = 0;
        for (int p = 0; p < top.Length; p++)
        {
            if (!context.IsHit(p))
            {
                continue;
            }

            // Walked through once at most, and only when there is a hit.
            lastExpected = lastExpected < 0 ? LastExpectedRank(context, evaluation) : lastExpected;
            serendipitous += evaluation.GetPopularityRank(top[p]) > lastExpected ? 1 : 0;
        }

        return (double)serendipitous / divisor;
    }

    /// <summary>Popularity rank of the k-th most popular candidate that the user has not met.</summary>
    private int LastExpectedRank(in RankingContext context, EvaluationContext evaluation)
    {
        ItemMask candidates = context.Query.Eligible ?? evaluation.Candidates;
        ReadOnlySpan<int> order = evaluation.ItemsByPopularity;
        int left = Cutoff;
        for (int rank = 0; rank < order.Length; rank++)
        {
            int item = order[rank];
            if (candidates.Contains(item) && context.Seen.BinarySearch(item) < 0 && !context.History.Contains(item) && --left == 0)
            {
                return rank;
            }
        }

        return order.Length;
    }
}
