using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Factors that another engine trained: score(u, i) = ⟨x_u, y_i⟩. Immutable and thread-safe; <see cref="ImportedRecommender"/>
/// makes it.
/// </summary>
/// <remarks>
/// With the interactions and the options of the training (<see cref="ImportedEquations"/>) every user is solved again from
/// the interactions: that vector is scored and explained, and <see cref="Gap"/> says how far it lies from the stored one;
/// fold-in is the same code path. Without them the stored vectors give top-N and similar items, and
/// <see cref="IFoldIn"/> and <see cref="IExplainer"/> are not offered: <see cref="Limits"/> says why.
/// An item without a vector, or with a zero vector, is never returned.
/// </remarks>
public sealed partial class ImportedModel : IRecommender, IScorer, IVectorRecommender
{
    private readonly FactorMatrix _users;
    private readonly FactorMatrix _items;
    private readonly UserHistories _histories;
    private readonly ItemMask _known;
    private readonly ItemMask _rankable;
    private readonly ImportedSolver? _solver;
    private readonly FoldInService? _foldIn;
    private readonly ExplainService? _explain;

    internal ImportedModel(
        FactorMatrix users,
        FactorMatrix items,
        ItemMask known,
        UserHistories histories,
        ImportedSolver? solver,
        CapabilityLimits limits,
        FoldInGap? gap,
        RecommenderInfo info)
    {
        _users = users;
        _items = items;
        _known = known;
        _rankable = ItemMask.Create(items.Rows, i => items.PaddedRow(i).ContainsAnyExcept(0f));
        _histories = histories;
        _solver = solver;
        Limits = limits;
        Gap = gap;
        Info = info;
        _foldIn = solver is not null && limits.FoldIn is null ? new FoldInService(this) : null;
        _explain = solver is not null && limits.Explanations is null ? new ExplainService(this) : null;
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>Objective and options of the training; null when they are not known.</summary>
    public ImportedEquations? Equations => _solver?.Equations;

    /// <summary>What this model cannot do and why; its members are null where there is no limit.</summary>
    public CapabilityLimits Limits { get; }

    /// <summary>Distance of the served vectors from the stored ones; null when the stored ones are served.</summary>
    public FoldInGap? Gap { get; }

    /// <summary>Number of factors.</summary>
    public int Dimensions => _items.Columns;

    /// <summary>Number of items in the index space.</summary>
    public int ItemCount => _items.Rows;

    /// <summary>Number of users in the index space.</summary>
    public int UserCount => _users.Rows;

    /// <summary>Items the model can rank: those with a vector other than zero.</summary>
    public ItemMask RankableItems => _rankable;

    internal FactorMatrix UserFactors => _users;

    internal FactorMatrix ItemFactors => _items;

    internal ItemMask KnownItems => _known;

    internal ImportedSolver? Solver => _solver;

    /// <inheritdoc/>
    public ReadOnlySpan<float> GetItemVector(int itemIndex)
    {
        QueryGuard.CheckItem(itemIndex, ItemCount);
        return _items.Row(itemIndex);
    }

    /// <summary>The served vector of one user; zero when there is none.</summary>
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
        return serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_foldIn) ? _foldIn
            : serviceType.IsInstanceOfType(_explain) ? _explain
            : serviceType == typeof(CapabilityLimits) && (Limits.FoldIn ?? Limits.Explanations) is not null ? Limits
            : null;
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
        int written = ExactScan.Run(vector, _items, Similarity.InnerProduct, candidates.Words, destination);
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

    private bool TryGetPaddedQueryVector(in RecommendationQuery query, Span<float> vector)
    {
        vector.Clear();
        if (query.HasUser)
        {
            _users.PaddedRow(query.UserIndex).CopyTo(vector);
            return vector.ContainsAnyExcept(0f);
        }

        if (_foldIn is null)
        {
            return false;
        }

        CleanHistory history = CleanHistory.Rent(query, _known);
        try
        {
            if (history.Items.IsEmpty)
            {
                return false;
            }

            NormalSystem system = NormalSystem.Rent(Dimensions);
            try
            {
                _solver!.Solve(system, history.Items, history.Weights, _known, _solver.LikedRating);
                Narrow(system.Solution, vector);
            }
            finally
            {
                system.Return();
            }
        }
        finally
        {
            history.Return();
        }

        return vector.ContainsAnyExcept(0f);
    }

    internal static void Narrow(ReadOnlySpan<double> solution, Span<float> vector)
    {
        for (int i = 0; i < solution.Length; i++)
        {
            vector[i] = (float)solution[i];
        }
    }

    private sealed class FoldInService(ImportedModel model) : IFoldIn
    {
        public bool TryFoldIn(ReadOnlySpan<int> history, ReadOnlySpan<float> weights, Span<float> userFactors) =>
            model.TryGetQueryVector(RecommendationQuery.ForHistory(history, weights), userFactors);
    }
}
