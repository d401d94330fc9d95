namespace MovieRec.Eval;

/// <summary>
/// Average precision: <c>AP@k = Σ_{p≤k} h(p)·(hits up to p)/p / m</c> with m = min(k, R) (or R, k, min(n, R), by convention);
/// its mean over users is MAP@k.
/// </summary>
/// <remarks>Buckley and Voorhees, "Evaluating evaluation measure stability", SIGIR 2000, cut at rank k.</remarks>
public sealed class AveragePrecisionMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Divisor and scope; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public AveragePrecisionMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.AveragePrecision.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.AveragePrecision.NameOf(cutoff, Convention);
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
        ReadOnlySpan<int> top = Hits.Top(context, Cutoff);
        int divisor = Hits.Divisor(Convention.Divisor, Cutoff, relevant, top.Length);
        if (relevant == 0 || divisor == 0)
        {
            return double.NaN;
        }

        int hits = 0;
        double sum = 0;
        for (int i = 0; i < top.Length; i++)
        {
            if (context.IsRelevant(top[i]))
            {
                hits++;
                sum += (double)hits / (i + 1);
            }
        }

        return sum / divisor;
    }
}
