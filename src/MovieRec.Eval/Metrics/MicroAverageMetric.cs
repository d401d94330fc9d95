namespace MovieRec.Eval;

/// <summary>
/// Recall or precision pooled over users: <c>Σ_u hits / Σ_u divisor</c>. Users with many relevant items weigh more than in
/// the mean over users; there is no standard error over users.
/// </summary>
public sealed class MicroAverageMetric : IAggregateMetric
{
    private readonly MetricConvention _convention;

    private MicroAverageMetric(MetricKind kind, int cutoff, MetricConvention? convention)
    {
        _convention = kind.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = kind.NameOf(cutoff, _convention, micro: true);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <summary>Pooled recall.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">As for <see cref="RecallMetric"/>.</param>
    public static MicroAverageMetric Recall(int cutoff, MetricConvention? convention = null) => new(MetricKind.Recall, cutoff, convention);

    /// <summary>Pooled precision.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">As for <see cref="PrecisionMetric"/>.</param>
    public static MicroAverageMetric Precision(int cutoff, MetricConvention? convention = null) => new(MetricKind.Precision, cutoff, convention);

    /// <inheritdoc/>
    public IMetricAccumulator Start(EvaluationContext context) => new Sums(this);

    private sealed class Sums(MicroAverageMetric metric) : IMetricAccumulator
    {
        private long _hits;
        private long _divisor;

        public double Value => _divisor == 0 ? double.NaN : (double)_hits / _divisor;

        public void Add(in RankingContext context)
        {
            int relevant = Hits.Relevant(context, metric._convention.Scope);
            if (relevant > 0)
            {
                _hits += Hits.Count(context, metric.Cutoff);
                _divisor += Hits.Divisor(metric._convention.Divisor, metric.Cutoff, relevant, context.Ranking.Length);
            }
        }

        public void Merge(IMetricAccumulator other)
        {
            Sums sums = other as Sums ?? throw new ArgumentException("The accumulator belongs to another metric.", nameof(other));
            _hits += sums._hits;
            _divisor += sums._divisor;
        }
    }
}
