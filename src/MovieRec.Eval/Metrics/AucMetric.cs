using System.Buffers;
using System.Numerics;

namespace MovieRec.Eval;

/// <summary>
/// Area under the ROC curve of one user: <c>AUC = (|{(i, j): s_i &gt; s_j}| + ½·|{(i, j): s_i = s_j}|) / (R·N)</c> over relevant
/// items i and the N other candidates j, those of the history left out. Its mean over users is AUC.
/// </summary>
/// <remarks>
/// Hanley and McNeil, Radiology 143(1), 1982; over users as in Rendle et al., "BPR", UAI 2009. An item without a score (the
/// model has no evidence) is not ranked: as a relevant item it wins against nobody, not even by half, as another item it loses
/// against every relevant item with a score. Relevant items that are no candidates win against nobody either. Undefined without
/// relevant items, without other candidates, and for models that are no <see cref="IScorer"/>. Costs a score for every candidate.
/// </remarks>
public sealed class AucMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="convention">Scope; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The convention does not apply.</exception>
    public AucMetric(MetricConvention? convention = null)
    {
        Convention = MetricKind.Auc.Check(0, convention);
        Name = MetricKind.Auc.NameOf(0, Convention);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>0: the whole order counts, and the ranking is not looked at.</summary>
    public int Cutoff => 0;

    /// <summary>The convention.</summary>
    public MetricConvention Convention { get; }

    /// <inheritdoc/>
    public double Measure(in RankingContext context)
    {
        int relevant = Hits.Relevant(context, Convention.Scope);
        if (relevant == 0 || context.Scorer is null || context.Evaluation is null)
        {
            return double.NaN;
        }

        ItemMask candidates = context.Query.Eligible ?? context.Evaluation.Candidates;
        int[] items = ArrayPool<int>.Shared.Rent(context.Relevant.Length + candidates.Count);
        float[] scores = ArrayPool<float>.Shared.Rent(items.Length);
        try
        {
            context.Relevant.CopyTo(items);
            int count = context.Relevant.Length + Others(context, candidates, items.AsSpan(context.Relevant.Length));
            context.Scorer.Score(context.Query, items.AsSpan(0, count), scores);
            int others = count - context.Relevant.Length;
            return others == 0
                ? double.NaN
                : TwiceWins(scores.AsSpan(0, context.Relevant.Length), scores.AsSpan(context.Relevant.Length, others)) / (2.0 * relevant * others);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(items);
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>Candidates that are neither relevant (in any slice) nor in the history.</summary>
    private static int Others(in RankingContext context, ItemMask candidates, Span<int> destination)
    {
        int words = candidates.Words.Length;
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(Math.Max(words, 1));
        Span<ulong> left = rented.AsSpan(0, words);
        candidates.Words.CopyTo(left);
        Remove(left, context.AllRelevant);
        Remove(left, context.Seen);
        Remove(left, context.History);
        int count = 0;
        for (int w = 0; w < words; w++)
        {
            for (ulong bits = left[w]; bits != 0; bits &= bits - 1)
            {
                destination[count++] = (w << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        ArrayPool<ulong>.Shared.Return(rented);
        return count;
    }

    private static void Remove(Span<ulong> words, ReadOnlySpan<int> items)
    {
        foreach (int item in items)
        {
            words[item >> 6] &= ~(1UL << (item & 63));
        }
    }

    private static long TwiceWins(Span<float> relevant, ReadOnlySpan<float> others)
    {
        // NaN sorts before every number: the scored relevant items are the tail.
        relevant.Sort();
        int unscored = 0;
        while (unscored < relevant.Length && float.IsNaN(relevant[unscored]))
        {
            unscored++;
        }

        ReadOnlySpan<float> scored = relevant[unscored..];
        long twice = 0;
        foreach (float score in others)
        {
            if (float.IsNaN(score))
            {
                twice += 2 * scored.Length;
            }
            else
            {
                int notAbove = Count(scored, score, orEqual: true);
                twice += (2 * (scored.Length - notAbove)) + notAbove - Count(scored, score, orEqual: false);
            }
        }

        return twice;
    }

    /// <summary>How many ascending values are below a score (or equal to it).</summary>
    private static int Count(ReadOnlySpan<float> ascending, float score, bool orEqual)
    {
        int low = 0;
        int high = ascending.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < score || (orEqual && ascending[middle] == score))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
