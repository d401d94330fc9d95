using System.Buffers;
using System.Numerics;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// A blend of models: score(u, i) = Σ_p a_p·f_p(u)·g_p(i)·⟨x_p, y_p⟩ + popularity. The weights factor into one on the query
/// vector and one on the item vector, so the blend is one inner product of concatenated vectors: any similarity index serves
/// it, and its explanations are exact. Immutable and thread-safe; <see cref="HybridTrainer"/> makes it.
/// </summary>
/// <remarks>
/// docs/hybrid.md has the formulas. A part of weight 0 takes no coordinates; a blend of one part gives that part's bits. A
/// movie without likes is ranked when it has content; a user without likes gets nothing here (the façade then falls back to
/// popularity). Parts without vectors (<see cref="EaseModel"/>) are added to the exact list: the vectors then hold the
/// other parts only, while <see cref="Recommend"/> and <see cref="Score"/> are complete.
/// </remarks>
public sealed partial class HybridModel : IRecommender, IScorer, IFoldIn, IVectorRecommender, IExplainer
{
    /// <summary>
    /// The popularity coordinate of items is scaled down by this and that of queries up: the inner product stays, and the
    /// cosine between two items does not see it.
    /// </summary>
    internal const float PopularityScale = 1f / 1024;

    private readonly HybridBlock[] _blocks;
    private readonly HybridAddend[] _addends;
    private readonly FactorMatrix _items;
    private readonly int[] _liked;
    private readonly int[] _seen;
    private readonly int[] _allItems;
    private readonly bool _sole;
    private readonly int _popularityColumn;
    private readonly UserHistories _histories;
    private readonly ItemMask _rankable;
    private readonly ItemMask _known;
    private readonly Lazy<ScreenedScan?> _screen;

    /// <param name="parameters">The numbers of the blend.</param>
    /// <param name="blocks">Parts with vectors and weights above 0.</param>
    /// <param name="addends">Parts without vectors and with weights above 0.</param>
    /// <param name="dropped">Parts of weight 0: kept for what else they can do, without coordinates.</param>
    /// <param name="items">Blended item vectors.</param>
    /// <param name="liked">Liked movies of every user.</param>
    /// <param name="seen">People who have seen each movie.</param>
    /// <param name="rankable">Items with evidence.</param>
    /// <param name="histories">Liked and seen.</param>
    /// <param name="info">Description.</param>
    internal HybridModel(
        HybridParameters parameters,
        HybridBlock[] blocks,
        HybridAddend[] addends,
        HybridPartInfo[] dropped,
        FactorMatrix items,
        int[] liked,
        int[] seen,
        ItemMask rankable,
        UserHistories histories,
        RecommenderInfo info)
    {
        Parameters = parameters;
        _blocks = blocks;
        _addends = addends;
        _items = items;
        _liked = liked;
        _seen = seen;
        _rankable = rankable;
        _histories = histories;
        Info = info;
        _popularityColumn = parameters.WeightOf(HybridPart.Popularity) > 0 ? items.Columns - 1 : -1;
        _sole = blocks.Length + addends.Length == 1 && _popularityColumn < 0;
        _allItems = addends.Length == 0 ? [] : [.. Enumerable.Range(0, items.Rows)];
        _known = ItemMask.Create(items.Rows, i => rankable.Contains(i) || seen[i] > 0);
        _screen = new Lazy<ScreenedScan?>(() => ScreenedScan.Pays(_items) ? ScreenedScan.Create(_items) : null);
        Parts =
        [
            .. blocks.Select(static b => new HybridPartInfo(b.Name, b.Source, b.Weight, b.Model)),
            .. addends.Select(static a => new HybridPartInfo(a.Name, a.Source, a.Weight, a.Model)),
            .. dropped,
        ];
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>The numbers of the blend, as set or learned.</summary>
    public HybridParameters Parameters { get; }

    /// <summary>The parts: those with vectors, then those that are added, then those of weight 0.</summary>
    public IReadOnlyList<HybridPartInfo> Parts { get; }

    /// <summary>Length of the blended vectors.</summary>
    public int Dimensions => _items.Columns;

    /// <summary>Number of items.</summary>
    public int ItemCount => _items.Rows;

    /// <summary>Items the model can rank: those somebody liked, and those with content.</summary>
    public ItemMask RankableItems => _rankable;

    internal FactorMatrix ItemVectors => _items;

    internal ReadOnlySpan<HybridBlock> Blocks => _blocks;

    internal ReadOnlySpan<HybridAddend> Addends => _addends;

    internal ReadOnlySpan<int> LikedCounts => _liked;

    internal ReadOnlySpan<int> SeenCounts => _seen;

    /// <summary>The first part that learned from a source; null when there is none.</summary>
    /// <param name="source">Behaviour or content.</param>
    public HybridPartInfo? FindPart(HybridSource source) => Parts.FirstOrDefault(p => p.Source == source);

    /// <inheritdoc/>
    public ReadOnlySpan<float> GetItemVector(int itemIndex)
    {
        QueryGuard.CheckItem(itemIndex, ItemCount);
        return _items.Row(itemIndex);
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
        QueryGuard.Check(query, Info.UserCount, ItemCount);
        float[] rented = ArrayPool<float>.Shared.Rent(_items.Stride);
        float[]? added = null;
        try
        {
            Span<float> vector = rented.AsSpan(0, _items.Stride);
            bool known = TryBuildQuery(query, vector);
            added = AddedScores(query, ref known);
            if (!known)
            {
                return 0;
            }

            ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : default;
            CandidateSet candidates = CandidateSet.Rent(_rankable, query, seen);
            int written = added is not null ? ScanWith(added, vector, candidates.Words, destination)
                : _screen.Value is { } screen ? screen.Run(vector, candidates.Words, destination)
                : ExactScan.Run(vector, _items, Similarity.InnerProduct, candidates.Words, destination);
            candidates.Return();
            return written;
        }
        finally
        {
            Return(rented, added);
        }
    }

    /// <inheritdoc/>
    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores)
    {
        QueryGuard.Check(query, Info.UserCount, ItemCount);
        QueryGuard.CheckItems(itemIndices, ItemCount);
        QueryGuard.CheckDestination(scores.Length, itemIndices.Length, nameof(scores));
        float[] rented = ArrayPool<float>.Shared.Rent(_items.Stride);
        float[]? added = null;
        try
        {
            Span<float> vector = rented.AsSpan(0, _items.Stride);
            bool known = TryBuildQuery(query, vector);
            added = AddedScores(query, ref known);
            for (int i = 0; i < itemIndices.Length; i++)
            {
                scores[i] = known && _rankable.Contains(itemIndices[i]) ? ScoreOne(vector, added, itemIndices[i]) : float.NaN;
            }
        }
        finally
        {
            Return(rented, added);
        }
    }

    /// <inheritdoc/>
    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination)
    {
        QueryGuard.Check(query, Info.UserCount, ItemCount);
        QueryGuard.CheckDestination(destination.Length, Dimensions, nameof(destination));
        float[] rented = ArrayPool<float>.Shared.Rent(_items.Stride);
        try
        {
            bool known = TryBuildQuery(query, rented.AsSpan(0, _items.Stride));
            rented.AsSpan(0, Dimensions).CopyTo(destination);
            return known;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public bool TryFoldIn(ReadOnlySpan<int> history, ReadOnlySpan<float> weights, Span<float> userFactors) =>
        TryGetQueryVector(RecommendationQuery.ForHistory(history, weights), userFactors);

    /// <summary>f: what a part's query block is multiplied by beside τ/σ.</summary>
    private double UserFactor(HybridSource source, int liked) => source == HybridSource.Behaviour ? Parameters.UserTrust(liked) : 1;

    private int CountLiked(in RecommendationQuery query)
    {
        if (query.HasUser)
        {
            return _liked[query.UserIndex];
        }

        CleanHistory history = CleanHistory.Rent(query, _known);
        int count = history.Items.Length;
        history.Return();
        return count;
    }

    /// <summary>Writes the padded query vector; false, and zeros, when no part with vectors knows the user.</summary>
    private bool TryBuildQuery(in RecommendationQuery query, Span<float> vector)
    {
        vector.Clear();
        bool known = false;
        int liked = CountLiked(query);
        foreach (HybridBlock block in _blocks)
        {
            float[] rented = ArrayPool<float>.Shared.Rent(block.Covariance.Stride);
            Span<float> part = rented.AsSpan(0, block.Covariance.Stride);
            part.Clear();
            if (block.Vectors.TryGetQueryVector(query, part[..block.Dimensions]))
            {
                known |= AddBlock(block, part, liked, vector);
            }

            ArrayPool<float>.Shared.Return(rented);
        }

        if (known && _popularityColumn >= 0)
        {
            vector[_popularityColumn] = 1 / PopularityScale;
        }

        return known;
    }

    private bool AddBlock(HybridBlock block, ReadOnlySpan<float> part, int liked, Span<float> vector)
    {
        Span<float> destination = vector.Slice(block.Offset, block.Dimensions);
        if (_sole)
        {
            part[..block.Dimensions].CopyTo(destination);
            return true;
        }

        float scale = (float)(block.Standardize(part) * UserFactor(block.Source, liked));
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = scale * part[i];
        }

        return scale > 0;
    }

    /// <summary>What parts without vectors add to each item, in a pooled array; null when there are none.</summary>
    private float[]? AddedScores(in RecommendationQuery query, ref bool known)
    {
        if (_addends.Length == 0)
        {
            return null;
        }

        float[] sums = ArrayPool<float>.Shared.Rent(ItemCount);
        float[] scores = ArrayPool<float>.Shared.Rent(ItemCount);
        sums.AsSpan(0, ItemCount).Clear();
        int liked = CountLiked(query);
        foreach (HybridAddend addend in _addends)
        {
            double inverse = addend.Score(query, _allItems, scores.AsSpan(0, ItemCount));
            float scale = (float)AddendScale(addend, inverse, liked);
            known |= inverse > 0;
            for (int i = 0; i < ItemCount; i++)
            {
                sums[i] += scale * scores[i];
            }
        }

        ArrayPool<float>.Shared.Return(scores);
        return sums;
    }

    private double AddendScale(HybridAddend addend, double inverse, int liked) => inverse == 0 ? 0
        : _sole ? 1
        : addend.Weight * UserFactor(addend.Source, liked) * inverse;

    private float ScoreOne(ReadOnlySpan<float> vector, float[]? added, int item)
    {
        float score = Kernels.Dot(vector, _items.PaddedRow(item));
        return added is null ? score : score + added[item];
    }

    private int ScanWith(float[] added, ReadOnlySpan<float> vector, ReadOnlySpan<ulong> candidates, Span<ScoredItem> destination)
    {
        TopK top = new(destination);
        for (int w = 0; w < candidates.Length; w++)
        {
            for (ulong bits = candidates[w]; bits != 0; bits &= bits - 1)
            {
                int item = (w << 6) + BitOperations.TrailingZeroCount(bits);
                float score = ScoreOne(vector, added, item);
                if (score >= top.Threshold)
                {
                    top.Offer(item, score);
                }
            }
        }

        return top.Finish();
    }

    private static void Return(float[] vector, float[]? added)
    {
        ArrayPool<float>.Shared.Return(vector);
        if (added is not null)
        {
            ArrayPool<float>.Shared.Return(added);
        }
    }
}
