using System.Numerics;

namespace MovieRec.Eval;

/// <summary>
/// Catalogue coverage: <c>Coverage@k</c> = distinct items among the first k of all counted users / items that may be
/// recommended (<see cref="EvaluationContext.Candidates"/>). Users without relevant items are not counted, unless by convention.
/// </summary>
/// <remarks>Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy", RecSys 2010 (catalogue coverage). It grows with the number of users.</remarks>
public sealed class CoverageMetric : IAggregateMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Users; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public CoverageMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Coverage.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Coverage.NameOf(cutoff, Convention);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <summary>The convention.</summary>
    public MetricConvention Convention { get; }

    /// <inheritdoc/>
    public IMetricAccumulator Start(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Shown(this, context);
    }

    private sealed class Shown(CoverageMetric metric, EvaluationContext context) : IMetricAccumulator
    {
        private readonly ulong[] _words = new ulong[(context.ItemCount + 63) / 64];
        private bool _any;

        public double Value => !_any || context.Candidates.Count == 0 ? double.NaN : (double)Distinct() / context.Candidates.Count;

        public void Add(in RankingContext ranking)
        {
            if (!ListedItems.Counts(ranking, metric.Convention))
            {
                return;
            }

            _any = true;
            foreach (int item in Hits.Top(ranking, metric.Cutoff))
            {
                _words[item >> 6] |= 1UL << (item & 63);
            }
        }

        public void Merge(IMetricAccumulator other)
        {
            Shown shown = other as Shown ?? throw new ArgumentException("The accumulator belongs to another metric.", nameof(other));
            _any |= shown._any;
            for (int i = 0; i < _words.Length; i++)
            {
                _words[i] |= shown._words[i];
            }
        }

        private long Distinct()
        {
            long count = 0;
            foreach (ulong word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }
}
