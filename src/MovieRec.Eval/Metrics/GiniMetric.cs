using System.Runtime.InteropServices;

namespace MovieRec.Eval;

/// <summary>
/// Gini coefficient of exposure: <c>Gini@k = Σ_{r=1..m} (2r − m − 1)·x_(r) / (m·Σx)</c>, x_(1) ≤ … ≤ x_(m) how often each of the m
/// candidates stands among the first k of a counted user. 0 when all are shown equally often, 1 − 1/m when one gets everything.
/// </summary>
/// <remarks>
/// Fleder and Hosanagar, "Blockbuster culture's next rise or fall", Management Science 55(5), 2009. Items outside the candidates
/// are not shown by their nature. Undefined when nothing is shown.
/// </remarks>
public sealed class GiniMetric : IAggregateMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Users; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public GiniMetric(int cutoff, MetricConvention? convention = null)
    {
        Convention = MetricKind.Gini.Check(cutoff, convention);
        Cutoff = cutoff;
        Name = MetricKind.Gini.NameOf(cutoff, Convention);
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
        return new Exposure(this, context);
    }

    /// <summary>A list of what was shown while that is shorter than a count for every item: a block of users shows few items.</summary>
    private sealed class Exposure(GiniMetric metric, EvaluationContext context) : IMetricAccumulator
    {
        private List<int> _shown = [];
        private long[]? _counts;

        public double Value
        {
            get
            {
                long[] counts = _counts ?? Count(new long[context.ItemCount], _shown);
                long[] exposure = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0 || context.Candidates.Contains(i)).Select(i => counts[i])];
                Array.Sort(exposure);
                double weighted = 0;
                double total = 0;
                for (int r = 0; r < exposure.Length; r++)
                {
                    weighted += ((2.0 * (r + 1)) - exposure.Length - 1) * exposure[r];
                    total += exposure[r];
                }

                return total == 0 ? double.NaN : weighted / (exposure.Length * total);
            }
        }

        public void Add(in RankingContext ranking)
        {
            if (ListedItems.Counts(ranking, metric.Convention))
            {
                Show(Hits.Top(ranking, metric.Cutoff));
            }
        }

        public void Merge(IMetricAccumulator other)
        {
            Exposure exposure = other as Exposure ?? throw new ArgumentException("The accumulator belongs to another metric.", nameof(other));
            if (exposure._counts is not null)
            {
                _counts ??= Count(new long[context.ItemCount], _shown);
                for (int i = 0; i < _counts.Length; i++)
                {
                    _counts[i] += exposure._counts[i];
                }
            }
            else
            {
                Show(CollectionsMarshal.AsSpan(exposure._shown));
            }
        }

        private static long[] Count(long[] counts, List<int> shown)
        {
            foreach (int item in shown)
            {
                counts[item]++;
            }

            return counts;
        }

        private void Show(ReadOnlySpan<int> items)
        {
            if (_counts is null && _shown.Count + items.Length > context.ItemCount)
            {
                _counts = Count(new long[context.ItemCount], _shown);
                _shown = [];
            }

            foreach (int item in items)
            {
                if (_counts is null)
                {
                    _shown.Add(item);
                }
                else
                {
                    _counts[item]++;
                }
            }
        }
    }
}
