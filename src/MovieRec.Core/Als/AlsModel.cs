using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// An implicit ALS model: score(u, i) = ⟨x_u, y_i⟩. Immutable and thread-safe; <see cref="AlsTrainer"/> makes it.
/// </summary>
/// <remarks>
/// Items without a liked interaction have no vector and are never returned; a user without one gets nothing here (the
/// façade then falls back to popularity). Folding a trained user's liked history in again gives the stored vector.
/// </remarks>
public sealed partial class AlsModel : IRecommender, IScorer, IFoldIn, IVectorRecommender, IExplainer, IVectorAttribution
{
    private readonly FactorMatrix _users;
    private readonly FactorMatrix _items;
    private readonly AlsSide _side;
    private readonly UserHistories _histories;
    private readonly ItemMask _rankable;
    private readonly double[] _losses;

    /// <summary>Made by the first query, and only for catalogues that do not fit into near caches.</summary>
    private readonly Lazy<ScreenedScan?> _screen;

    internal AlsModel(AlsOptions options, UserHistories histories, string dataFingerprint, FactorMatrix users, AlsSide side, double[] losses)
        : this(options, histories, users, side, losses, Rankable(histories.Liked), new RecommenderInfo
        {
            Algorithm = "als",
            UserCount = users.Rows,
            ItemCount = side.Factors.Rows,
            InteractionCount = histories.Liked.Count,
            DataFingerprint = dataFingerprint,
            OptionValues = options.ToValues(),
        })
    {
    }

    internal AlsModel(
        AlsOptions options, UserHistories histories, FactorMatrix users, AlsSide side, double[] losses, ItemMask rankable, RecommenderInfo info)
    {
        Options = options;
        _histories = histories;
        _users = users;
        _items = side.Factors;
        _side = side;
        _losses = losses;
        _rankable = rankable;
        _screen = new Lazy<ScreenedScan?>(() => ScreenedScan.Pays(_items) ? ScreenedScan.Create(_items) : null);
        Info = info;
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>The options the model was trained with.</summary>
    public AlsOptions Options { get; }

    /// <summary>The objective after each iteration, before the last solve of the users; empty when not recorded.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Number of factors.</summary>
    public int Dimensions => _items.Columns;

    /// <summary>Number of items.</summary>
    public int ItemCount => _items.Rows;

    /// <summary>Number of users.</summary>
    public int UserCount => _users.Rows;

    /// <summary>Items the model can rank: those with a liked interaction.</summary>
    public ItemMask RankableItems => _rankable;

    internal FactorMatrix UserFactors => _users;

    internal FactorMatrix ItemFactors => _items;

    internal AlsSide Side => _side;

    internal UserHistories Histories => _histories;

    /// <inheritdoc/>
    public ReadOnlySpan<float> GetItemVector(int itemIndex)
    {
        QueryGuard.CheckItem(itemIndex, ItemCount);
        return _items.Row(itemIndex);
    }

    /// <summary>The stored vector of one user; zero when the user has no liked item.</summary>
    /// <param name="userIndex">Dense user index.</param>
    public ReadOnlySpan<float> GetUserVector(int userIndex)
    {
        QueryGuard.CheckUser(userIndex, UserCount);
        return _users.Row(userIndex);
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
        QueryGuard.Check(query, UserCount, ItemCount);
        Span<float> vector = stackalloc float[_items.Stride];
        if (!TryGetPaddedQueryVector(query, vector))
        {
            return 0;
        }

        ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : default;
        CandidateSet candidates = CandidateSet.Rent(_rankable, query, seen);
        int written = _screen.Value is { } screen
            ? screen.Run(vector, candidates.Words, destination)
            : ExactScan.Run(vector, _items, Similarity.InnerProduct, candidates.Words, destination);
        candidates.Return();
        return written;
    }

    /// <inheritdoc/>
    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores)
    {
        QueryGuard.Check(query, UserCount, ItemCount);
        QueryGuard.CheckItems(itemIndices, ItemCount);
        QueryGuard.CheckDestination(scores.Length, itemIndices.Length, nameof(scores));
        Span<float> vector = stackalloc float[_items.Stride];
        bool known = TryGetPaddedQueryVector(query, vector);
        for (int i = 0; i < itemIndices.Length; i++)
        {
            scores[i] = known && _rankable.Contains(itemIndices[i])
                ? Kernels.Dot(vector, _items.PaddedRow(itemIndices[i]))
                : float.NaN;
        }
    }

    /// <inheritdoc/>
    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination)
    {
        QueryGuard.Check(query, UserCount, ItemCount);
        QueryGuard.CheckDestination(destination.Length, Dimensions, nameof(destination));
        Span<float> vector = stackalloc float[_items.Stride];
        bool known = TryGetPaddedQueryVector(query, vector);
        vector[..Dimensions].CopyTo(destination);
        return known;
    }

    /// <inheritdoc/>
    public bool TryFoldIn(ReadOnlySpan<int> history, ReadOnlySpan<float> weights, Span<float> userFactors) =>
        TryGetQueryVector(RecommendationQuery.ForHistory(history, weights), userFactors);

    internal static ItemMask Rankable(InteractionMatrix liked) => ItemMask.Create(liked.ItemCount, i => liked.GetItemCount(i) > 0);

    private bool TryGetPaddedQueryVector(in RecommendationQuery query, Span<float> vector)
    {
        vector.Clear();
        if (query.HasUser)
        {
            _users.PaddedRow(query.UserIndex).CopyTo(vector);
            return vector.ContainsAnyExcept(0f);
        }

        CleanHistory history = CleanHistory.Rent(query, _rankable);
        try
        {
            if (history.Items.IsEmpty)
            {
                return false;
            }

            AlsWorkspace workspace = AlsWorkspace.Rent(_items.Stride);
            try
            {
                _side.SolveRefined(workspace, history.Items, history.Weights, vector[..Dimensions]);
            }
            finally
            {
                workspace.Return();
            }
        }
        finally
        {
            history.Return();
        }

        return true;
    }
}
