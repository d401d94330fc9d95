using System.Buffers;
using System.Numerics;

namespace MovieRec;

/// <summary>
/// An item-item model that another engine trained: score(i) = Σ_j r_j·S(j, i) over the items j of the history, S sparse,
/// r_j their ratings. Immutable and thread-safe; <see cref="ImportedRecommender"/> makes it.
/// </summary>
/// <remarks>
/// Nothing is learnt about users, so any history is served; a user is known when the interactions were given. Items that no
/// history item is linked to are not returned. Memory: 8 bytes for each stored similarity.
/// </remarks>
public sealed class ImportedItemItemModel : IRecommender, IScorer, IExplainer
{
    private readonly int[] _starts;
    private readonly int[] _items;
    private readonly float[] _values;
    private readonly UserHistories _histories;
    private readonly ItemMask _known;
    private readonly ItemMask _rankable;

    internal ImportedItemItemModel(int[] starts, int[] items, float[] values, UserHistories histories, RecommenderInfo info)
    {
        _starts = starts;
        _items = items;
        _values = values;
        _histories = histories;
        Info = info;
        _known = ItemMask.Create(info.ItemCount, i => starts[i + 1] > starts[i]);
        _rankable = ItemMask.FromItems(info.ItemCount, items);
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>Number of stored similarities.</summary>
    public int SimilarityCount => _items.Length;

    internal ReadOnlyMemory<int> Starts => _starts;

    internal ReadOnlyMemory<int> Items => _items;

    internal ReadOnlyMemory<float> Values => _values;

    /// <inheritdoc/>
    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        CleanHistory history = History(query);
        float[] scores = ArrayPool<float>.Shared.Rent(Math.Max(Info.ItemCount, 1));
        ulong[] touched = ArrayPool<ulong>.Shared.Rent(Math.Max(_rankable.Words.Length, 1));
        try
        {
            touched.AsSpan(0, _rankable.Words.Length).Clear();
            Accumulate(history, scores, touched);
            ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : default;
            CandidateSet candidates = CandidateSet.Rent(_rankable, query, seen);
            TopK top = new(destination);
            for (int w = 0; w < candidates.Words.Length; w++)
            {
                for (ulong bits = candidates.Words[w] & touched[w]; bits != 0; bits &= bits - 1)
                {
                    int item = (w << 6) + BitOperations.TrailingZeroCount(bits);
                    if (scores[item] >= top.Threshold)
                    {
                        top.Offer(item, scores[item]);
                    }
                }
            }

            candidates.Return();
            return top.Finish();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
            ArrayPool<ulong>.Shared.Return(touched);
            history.Return();
        }
    }

    /// <inheritdoc/>
    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        QueryGuard.CheckItems(itemIndices, Info.ItemCount);
        QueryGuard.CheckDestination(scores.Length, itemIndices.Length, nameof(scores));
        CleanHistory history = History(query);
        float[] all = ArrayPool<float>.Shared.Rent(Math.Max(Info.ItemCount, 1));
        ulong[] touched = ArrayPool<ulong>.Shared.Rent(Math.Max(_rankable.Words.Length, 1));
        try
        {
            touched.AsSpan(0, _rankable.Words.Length).Clear();
            Accumulate(history, all, touched);
            for (int i = 0; i < itemIndices.Length; i++)
            {
                int item = itemIndices[i];
                scores[i] = (touched[item >> 6] >> (item & 63) & 1) != 0 ? all[item] : float.NaN;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(all);
            ArrayPool<ulong>.Shared.Return(touched);
            history.Return();
        }
    }

    /// <inheritdoc/>
    public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        QueryGuard.CheckItem(itemIndex, Info.ItemCount);
        CleanHistory history = History(query);
        try
        {
            ReadOnlySpan<int> liked = query.HasUser ? _histories.Liked.GetUserItems(query.UserIndex) : history.Items;
            TopContributions top = new(destination);
            float score = 0;
            double remainder = 0;
            for (int j = 0; j < history.Items.Length; j++)
            {
                int position = Find(history.Items[j], itemIndex);
                if (position < 0)
                {
                    continue;
                }

                float value = Weight(history, j) * _values[position];
                score += value;
                if (liked.BinarySearch(history.Items[j]) >= 0)
                {
                    top.Add(history.Items[j], value);
                }
                else
                {
                    remainder += value;
                }
            }

            return top.Finish(score, (float)remainder);
        }
        finally
        {
            history.Return();
        }
    }

    private CleanHistory History(in RecommendationQuery query) =>
        query.HasUser ? CleanHistory.OfUser(_histories.Seen, query.UserIndex) : CleanHistory.Rent(query, _known);

    private static float Weight(in CleanHistory history, int position) => history.Weights.IsEmpty ? 1 : history.Weights[position];

    /// <summary>Adds the rows of the history up; a score is valid where its bit in <paramref name="touched"/> is set.</summary>
    private void Accumulate(in CleanHistory history, Span<float> scores, Span<ulong> touched)
    {
        for (int j = 0; j < history.Items.Length; j++)
        {
            float weight = Weight(history, j);
            for (int e = _starts[history.Items[j]]; e < _starts[history.Items[j] + 1]; e++)
            {
                int item = _items[e];
                ulong bit = 1UL << (item & 63);
                scores[item] = (touched[item >> 6] & bit) != 0 ? scores[item] + (weight * _values[e]) : weight * _values[e];
                touched[item >> 6] |= bit;
            }
        }
    }

    private int Find(int row, int item)
    {
        int position = _items.AsSpan(_starts[row], _starts[row + 1] - _starts[row]).BinarySearch(item);
        return position < 0 ? -1 : position + _starts[row];
    }
}
