using System.Numerics;

namespace MovieRec.Eval;

/// <summary>
/// Catalogue coverage: <c>Coverage@k</c> = distinct items among the first k of all counted users / items that may be
/// recommended (<see cref="EvaluationContext.Candidates"/>). Users without relevant items are not counted, as everywhere.
/// </summary>
/// <remarks>Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy", RecSys 2010 (catalogue coverage). It grows with the number of users.</remarks>
public sealed class CoverageMetric : IAggregateMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1.</exception>
    public CoverageMetric(int cutoff)
    {
        MetricKind.Coverage.Check(cutoff, null);
        Cutoff = cutoff;
        Name = MetricKind.Coverage.NameOf(cutoff, MetricConvention.Default);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <inheritdoc/>
    public IMetricAccumulator Start(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Shown(Cutoff, context);
    }

    private sealed class Shown(int cutoff, EvaluationContext context) : IMetricAccumulator
    {
        private readonly ulong[] _words = new ulong[(context.ItemCount + 63) / 64];
        private bool _any;

        public double Value => !_any || context.Candidates.Count == 0 ? double.NaN : (double)Distinct() / context.Candidates.Count;

        public void Add(in RankingContext ranking)
        {
            if (ranking.RelevantCount == 0)
            {
                return;
            }

            _any = true;
            foreach (int item in Hits.Top(ranking, cutoff))
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
