using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// A truncated SVD of the interactions: score(u, i) = Σ_j w_uj·⟨v_j, v_i⟩ over the liked items j, with v_i row i of V.
/// Immutable and thread-safe; <see cref="SvdTrainer"/> makes it.
/// </summary>
/// <remarks>
/// The user vector r_u·V is computed from the history, stored or given: a model file saved without history serves given
/// histories only. Items without a liked interaction are never returned.
/// </remarks>
public sealed class SvdModel : IRecommender, IScorer, IFoldIn, IVectorRecommender, IExplainer, IVectorAttribution
{
    private readonly LinearProfile _profile;
    private readonly UserHistories _histories;
    private readonly double[] _singularValues;

    internal SvdModel(SvdOptions options, UserHistories histories, string dataFingerprint, FactorMatrix items, double[] singularValues)
        : this(options, histories, items, singularValues, AlsModel.Rankable(histories.Liked), new RecommenderInfo
        {
            Algorithm = "svd",
            UserCount = histories.UserCount,
            ItemCount = histories.ItemCount,
            InteractionCount = histories.Liked.Count,
            DataFingerprint = dataFingerprint,
            OptionValues = options.ToValues(),
        })
    {
    }

    internal SvdModel(
        SvdOptions options, UserHistories histories, FactorMatrix items, double[] singularValues, ItemMask rankable, RecommenderInfo info)
    {
        Options = options;
        Info = info;
        _histories = histories;
        _singularValues = singularValues;
        _profile = new LinearProfile(items, histories, rankable, mean: false);
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>The options the model was trained with; after <see cref="Truncate"/> with the smaller number of factors.</summary>
    public SvdOptions Options { get; }

    /// <summary>Singular values, descending; 0 beyond the rank of the matrix.</summary>
    public IReadOnlyList<double> SingularValues => _singularValues;

    /// <summary>Items the model can rank: those with a liked interaction.</summary>
    public ItemMask RankableItems => _profile.Rankable;

    /// <inheritdoc/>
    public int Dimensions => _profile.Items.Columns;

    /// <inheritdoc/>
    public int ItemCount => _profile.Items.Rows;

    internal FactorMatrix ItemFactors => _profile.Items;

    /// <inheritdoc/>
    public ReadOnlySpan<float> GetItemVector(int itemIndex)
    {
        QueryGuard.CheckItem(itemIndex, ItemCount);
        return _profile.Items.Row(itemIndex);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) => _profile.Recommend(query, destination);

    /// <inheritdoc/>
    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores) =>
        _profile.Score(query, itemIndices, scores);

    /// <inheritdoc/>
    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => _profile.TryGetQueryVector(query, destination);

    /// <inheritdoc/>
    public bool TryFoldIn(ReadOnlySpan<int> history, ReadOnlySpan<float> weights, Span<float> userFactors) =>
        TryGetQueryVector(RecommendationQuery.ForHistory(history, weights), userFactors);

    /// <inheritdoc/>
    public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
    {
        Explanation explanation = default;
        ExplainMany(query, [itemIndex], new Span<Explanation>(ref explanation), destination, destination.Length);
        return explanation;
    }

    /// <inheritdoc/>
    public void ExplainMany(
        in RecommendationQuery query,
        ReadOnlySpan<int> itemIndices,
        Span<Explanation> explanations,
        Span<Contribution> contributions,
        int perItem) => _profile.ExplainMany(query, itemIndices, explanations, contributions, perItem);

    int IVectorAttribution.Attribute(
        in RecommendationQuery query, ReadOnlySpan<float> vectors, int count, Span<int> items, Span<double> terms) =>
        _profile.Attribute(query, vectors, count, items, terms);

    /// <summary>The model of a smaller rank: the first columns of the same decomposition, nothing is computed again.</summary>
    /// <param name="factors">The new number of factors, 1 … <see cref="Dimensions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public SvdModel Truncate(int factors)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factors);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factors, Dimensions);
        FactorMatrix items = new(ItemCount, factors);
        for (int i = 0; i < ItemCount; i++)
        {
            _profile.Items.Row(i)[..factors].CopyTo(items.Row(i));
        }

        SvdOptions options = Options with { Factors = factors };
        return new SvdModel(
            options, _histories, items, _singularValues[..factors], _profile.Rankable, Info with { OptionValues = options.ToValues() });
    }
}
