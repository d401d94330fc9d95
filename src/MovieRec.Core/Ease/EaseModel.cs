using System.Buffers;
using System.Numerics.Tensors;

namespace MovieRec;

/// <summary>
/// A linear item-item model: score(u, j) = Σ_i w_ui·B_ij over the liked items i. Immutable and thread-safe;
/// <see cref="EaseTrainer"/> makes it.
/// </summary>
/// <remarks>
/// A known user's score needs the stored history: a model file saved without history serves given histories only. One
/// answer reads 4·n bytes for each liked item of n ranked ones.
/// </remarks>
public sealed partial class EaseModel : IRecommender, IScorer, IExplainer
{
    private const int Group = 64;
    private readonly int[] _items;
    private readonly int[] _position;
    private readonly float[] _weights;
    private readonly UserHistories _histories;
    private readonly ItemMask _rankable;

    internal EaseModel(EaseOptions options, UserHistories histories, string dataFingerprint, int[] items, float[] weights)
        : this(options, histories, items, weights, new RecommenderInfo
        {
            Algorithm = "ease",
            UserCount = histories.UserCount,
            ItemCount = histories.ItemCount,
            InteractionCount = histories.Liked.Count,
            DataFingerprint = dataFingerprint,
            OptionValues = options.ToValues(),
        })
    {
    }

    internal EaseModel(EaseOptions options, UserHistories histories, int[] items, float[] weights, RecommenderInfo info)
    {
        Options = options;
        _histories = histories;
        _items = items;
        _position = EaseTrainer.Positions(items, info.ItemCount);
        _weights = weights;
        _rankable = ItemMask.FromItems(info.ItemCount, items);
        Info = info;
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>The options the model was trained with.</summary>
    public EaseOptions Options { get; }

    /// <summary>Items the model ranks: liked ones, at most <see cref="EaseOptions.MaxItems"/>.</summary>
    public ItemMask RankableItems => _rankable;

    internal ReadOnlySpan<int> Items => _items;

    internal ReadOnlySpan<float> Weights => _weights;

    /// <summary>The weight B_ij with which liking one item raises the score of another.</summary>
    /// <param name="likedItemIndex">The liked item i.</param>
    /// <param name="itemIndex">The scored item j.</param>
    /// <returns>0 on the diagonal and for items the model does not rank.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the model.</exception>
    public float GetWeight(int likedItemIndex, int itemIndex)
    {
        QueryGuard.CheckItem(likedItemIndex, Info.ItemCount);
        QueryGuard.CheckItem(itemIndex, Info.ItemCount);
        int from = _position[likedItemIndex];
        int to = _position[itemIndex];
        return from < 0 || to < 0 ? 0 : _weights[(from * _items.Length) + to];
    }

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
        try
        {
            if (history.Items.IsEmpty || destination.IsEmpty)
            {
                return 0;
            }

            float[] scores = ArrayPool<float>.Shared.Rent(_items.Length);
            ScoreAll(history, scores.AsSpan(0, _items.Length));
            ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : default;
            CandidateSet candidates = CandidateSet.Rent(_rankable, query, seen);
            TopK top = new(destination);
            for (int p = 0; p < _items.Length; p++)
            {
                int item = _items[p];
                if (scores[p] >= top.Threshold && (candidates.Words[item >> 6] >> (item & 63) & 1) != 0)
                {
                    top.Offer(item, scores[p]);
                }
            }

            candidates.Return();
            ArrayPool<float>.Shared.Return(scores);
            return top.Finish();
        }
        finally
        {
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
        try
        {
            for (int i = 0; i < itemIndices.Length; i++)
            {
                int position = _position[itemIndices[i]];
                scores[i] = history.Items.IsEmpty || position < 0 ? float.NaN : ScoreOne(history, position);
            }
        }
        finally
        {
            history.Return();
        }
    }

    /// <summary>The liked items the model knows; a stored history may hold items beyond <see cref="EaseOptions.MaxItems"/>.</summary>
    private CleanHistory History(in RecommendationQuery query)
    {
        if (!query.HasUser)
        {
            return CleanHistory.Rent(query, _rankable);
        }

        RecommendationQuery stored = RecommendationQuery.ForHistory(
            _histories.Liked.GetUserItems(query.UserIndex), _histories.Liked.GetUserWeights(query.UserIndex));
        return CleanHistory.Rent(stored, _rankable);
    }

    /// <summary>
    /// Adds rows in groups, the sum of a group to the total: the rounding error grows with the group and the number of
    /// groups, not with the length of the history. Multiply and add stay apart, so that one item alone gives the same bits.
    /// </summary>
    private void ScoreAll(in CleanHistory history, Span<float> scores)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(scores.Length);
        Span<float> group = rented.AsSpan(0, scores.Length);
        scores.Clear();
        for (int start = 0; start < history.Items.Length; start += Group)
        {
            group.Clear();
            for (int k = start; k < Math.Min(start + Group, history.Items.Length); k++)
            {
                ReadOnlySpan<float> row = _weights.AsSpan(_position[history.Items[k]] * _items.Length, _items.Length);
                if (history.Weights.IsEmpty)
                {
                    TensorPrimitives.Add(group, row, group);
                }
                else
                {
                    TensorPrimitives.MultiplyAdd(row, history.Weights[k], group, group);
                }
            }

            TensorPrimitives.Add(scores, group, scores);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private float ScoreOne(in CleanHistory history, int position)
    {
        float score = 0;
        for (int start = 0; start < history.Items.Length; start += Group)
        {
            float group = 0;
            for (int k = start; k < Math.Min(start + Group, history.Items.Length); k++)
            {
                float weight = _weights[(_position[history.Items[k]] * _items.Length) + position];
                float product = history.Weights.IsEmpty ? weight : weight * history.Weights[k];
                group += product;
            }

            score += group;
        }

        return score;
    }
}
