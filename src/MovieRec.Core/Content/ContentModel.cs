using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Recommends what resembles the liked movies in content: score(u, i) = ⟨mean of the liked movies' vectors, vector of i⟩.
/// Every movie with a vector can be recommended, whether somebody liked it or not. Immutable and thread-safe;
/// <see cref="ContentTrainer"/> makes it.
/// </summary>
/// <remarks>
/// The mean is weighted by the interactions' weights and taken over the liked movies that have a vector. It is computed from
/// the history, stored or given: a model file saved without history serves given histories only.
/// </remarks>
public sealed partial class ContentModel : IRecommender, IScorer, IFoldIn, IVectorRecommender, IExplainer, IVectorAttribution
{
    private readonly LinearProfile _profile;
    private readonly MovieCatalog _catalog;

    internal ContentModel(
        ItemEmbeddings embeddings, UserHistories histories, MovieCatalog catalog, string dataFingerprint, IReadOnlyList<ModelOption> options)
        : this(embeddings, histories, catalog, new RecommenderInfo
        {
            Algorithm = "content",
            UserCount = histories.UserCount,
            ItemCount = histories.ItemCount,
            InteractionCount = histories.Liked.Count,
            DataFingerprint = dataFingerprint,
            OptionValues =
            [
                new("Generator", embeddings.Info.Generator),
                new("GeneratorModel", embeddings.Info.Model),
                new("Vectors", embeddings.Checksum),
                .. options,
            ],
        })
    {
    }

    internal ContentModel(ItemEmbeddings embeddings, UserHistories histories, MovieCatalog catalog, RecommenderInfo info)
    {
        Embeddings = embeddings;
        Info = info;
        _catalog = catalog;
        FactorMatrix vectors = embeddings.Vectors;
        ItemMask rankable = ItemMask.Create(vectors.Rows, i => vectors.Row(i).ContainsAnyExcept(0f));
        _profile = new LinearProfile(vectors, histories, rankable, mean: true);
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>The item vectors and who made them.</summary>
    public ItemEmbeddings Embeddings { get; }

    /// <summary>Items the model can rank: those with a vector.</summary>
    public ItemMask RankableItems => _profile.Rankable;

    /// <inheritdoc/>
    public int Dimensions => Embeddings.Dimensions;

    /// <inheritdoc/>
    public int ItemCount => Embeddings.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<float> GetItemVector(int itemIndex)
    {
        QueryGuard.CheckItem(itemIndex, ItemCount);
        return Embeddings.GetVector(itemIndex);
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
}
