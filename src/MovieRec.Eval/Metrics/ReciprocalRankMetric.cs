namespace MovieRec.Eval;

/// <summary>
/// Reciprocal rank: <c>RR@k = 1/p</c> with p the rank of the first hit within k, 0 without one; its mean is MRR@k.
/// </summary>
/// <remarks>Kantor and Voorhees, "The TREC-5 confusion track", Information Retrieval 2, 2000.</remarks>
public sealed class ReciprocalRankMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Scope; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public ReciprocalRankMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.ReciprocalRank.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.ReciprocalRank.NameOf(cutoff, Convention);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <summary>The convention.</summary>
    public MetricConvention Convention { get; }

    /// <inheritdoc/>
    public double Measure(in RankingContext context)
    {
        if (Hits.Relevant(context, Convention.Scope) == 0)
        {
            return double.NaN;
        }

        ReadOnlySpan<int> top = Hits.Top(context, Cutoff);
        for (int i = 0; i < top.Length; i++)
        {
            if (context.IsRelevant(top[i]))
            {
                return 1.0 / (i + 1);
            }
        }

        return 0;
    }
}
