using System.Buffers;

namespace MovieRec;

/// <summary>
/// What an application calls: one immutable generation of id maps, catalogue, histories and model. Thread-safe; a new
/// generation is a new object, swapped by one reference write.
/// </summary>
/// <typeparam name="TUserId">User id: int, long, string or Guid.</typeparam>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
public sealed partial class Recommender<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly IExplainer? _explainer;
    private readonly ExactIndex? _similarItems;
    private readonly IVectorRecommender? _vectors;
    private readonly ItemMask? _rankable;
    private readonly RecommendationPipeline _pipeline;
    private readonly RecommendationPipeline? _fallbackPipeline;
    private readonly IAdjustableReranker? _diversity;

    /// <summary>Joins the parts of a generation.</summary>
    /// <param name="users">User ids.</param>
    /// <param name="items">Item ids.</param>
    /// <param name="model">The model that answers.</param>
    /// <param name="fallback">Answers for people the model knows nothing about, usually popularity; null for none.</param>
    /// <param name="catalog">Metadata by item index; null for none.</param>
    /// <param name="histories">What users liked and have seen, the same that the model was trained on; null for none.</param>
    /// <param name="sources">Origin and licences of the training data.</param>
    /// <exception cref="ArgumentException">The parts cover different index spaces.</exception>
    public Recommender(
        IdMap<TUserId> users,
        IdMap<TItemId> items,
        IRecommender model,
        IRecommender? fallback = null,
        MovieCatalog? catalog = null,
        UserHistories? histories = null,
        IReadOnlyList<DataSetInfo>? sources = null)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(model);
        Users = users;
        Items = items;
        Model = model;
        Fallback = fallback;
        Catalog = catalog ?? MovieCatalog.Create(new MovieMetadata?[items.Count]);
        Histories = histories ?? UserHistories.Empty(users.Count, items.Count);
        Sources = sources ?? [];
        CheckSpace("model", model.Info.UserCount, model.Info.ItemCount);
        CheckSpace("fallback", fallback?.Info.UserCount ?? users.Count, fallback?.Info.ItemCount ?? items.Count);
        CheckSpace("catalogue", users.Count, Catalog.Count);
        CheckSpace("histories", Histories.UserCount, Histories.ItemCount);
        ModelVersion = Versions.Of(model.Info);
        _explainer = model.GetService<IExplainer>();
        _pipeline = model as RecommendationPipeline ?? new RecommendationPipelineBuilder(model).Build();
        _fallbackPipeline = fallback is null ? null : fallback as RecommendationPipeline ?? new RecommendationPipelineBuilder(fallback).Build();
        _diversity = Diversity.NameFor(model, Catalog) is { } name ? RerankerSpec.Create(name, 0).Create(model, Catalog, liked: null) : null;
        _vectors = model.GetService<IVectorRecommender>();
        if (_vectors is not null)
        {
            _similarItems = new ExactIndex(_vectors, Similarity.Cosine);
            _rankable = ItemMask.Create(_vectors.ItemCount, i => _vectors.GetItemVector(i).ContainsAnyExcept(0f));
        }
    }

    /// <summary>User ids.</summary>
    public IdMap<TUserId> Users { get; }

    /// <summary>Item ids.</summary>
    public IdMap<TItemId> Items { get; }

    /// <summary>The model that answers.</summary>
    public IRecommender Model { get; }

    /// <summary>Answers for people the model knows nothing about; null for none.</summary>
    public IRecommender? Fallback { get; }

    /// <summary>Metadata by item index.</summary>
    public MovieCatalog Catalog { get; }

    /// <summary>What users liked and have seen.</summary>
    public UserHistories Histories { get; }

    /// <summary>Origin and licences of the training data.</summary>
    public IReadOnlyList<DataSetInfo> Sources { get; }

    /// <summary>Names algorithm, options and training data: <c>als-1f0c22ab94de</c>. Equal models have equal versions.</summary>
    public string ModelVersion { get; }

    /// <summary>Recommends for a user. An unknown user gets popular items, labelled so; never an exception.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="options">Count, filter, reasons; null for the defaults.</param>
    public RecommendationList<TItemId> Recommend(TUserId userId, RecommendOptions? options = null)
    {
        options ??= RecommendOptions.Default;
        Recommendation<TItemId>[] buffer = new Recommendation<TItemId>[Math.Min(options.Count, Math.Max(Items.Count, 1))];
        int count = Recommend(userId, buffer, out RecommendationRung rung, options);
        return List(buffer, count, rung, []);
    }

    /// <summary>Recommends for a user into the caller's buffer; allocates nothing.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="destination">Receives the items, best first.</param>
    /// <param name="rung">Where the answer comes from.</param>
    /// <param name="options">Filter and reasons (the count is the span's length); null for the defaults.</param>
    /// <returns>The number written.</returns>
    public int Recommend(TUserId userId, Span<Recommendation<TItemId>> destination, out RecommendationRung rung, RecommendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(userId);
        options ??= RecommendOptions.Default;
        RecommendationQuery query = Users.TryGetIndex(userId, out int userIndex)
            ? RecommendationQuery.ForUser(userIndex) with { AllowHistoryItems = options.AllowHistoryItems, Eligible = options.Eligible }
            : new RecommendationQuery { AllowHistoryItems = options.AllowHistoryItems, Eligible = options.Eligible };
        return Answer(query, destination, options, RecommendationRung.Personalized, out rung);
    }

    /// <summary>Recommends for somebody known only by liked items. Unknown ids are ignored and returned as such.</summary>
    /// <param name="liked">Liked items.</param>
    /// <param name="options">Count, filter, reasons; null for the defaults.</param>
    public RecommendationList<TItemId> RecommendFor(IReadOnlyCollection<TItemId> liked, RecommendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(liked);
        options ??= RecommendOptions.Default;
        TItemId[] ids = [.. liked];
        Recommendation<TItemId>[] buffer = new Recommendation<TItemId>[Math.Min(options.Count, Math.Max(Items.Count, 1))];
        int count = RecommendFor(ids, buffer, out RecommendationRung rung, options);
        return List(buffer, count, rung, [.. ids.Where(id => !Items.TryGetIndex(id, out _)).Distinct()]);
    }

    /// <summary>Recommends for liked items into the caller's buffer; unknown ids are ignored; allocates nothing.</summary>
    /// <param name="liked">Liked items.</param>
    /// <param name="destination">Receives the items, best first.</param>
    /// <param name="rung">Where the answer comes from.</param>
    /// <param name="options">Filter and reasons; null for the defaults.</param>
    /// <returns>The number written.</returns>
    public int RecommendFor(
        ReadOnlySpan<TItemId> liked, Span<Recommendation<TItemId>> destination, out RecommendationRung rung, RecommendOptions? options = null)
    {
        options ??= RecommendOptions.Default;
        int[] rented = ArrayPool<int>.Shared.Rent(Math.Max(liked.Length, 1));
        try
        {
            int known = ToIndices(liked, rented);
            RecommendationQuery query = RecommendationQuery.ForHistory(rented.AsSpan(0, known)) with
            {
                AllowHistoryItems = options.AllowHistoryItems,
                Eligible = options.Eligible,
            };
            return Answer(query, destination, options, RecommendationRung.FoldIn, out rung);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Items like a given one: cosine between the model's item vectors, highest first, without the item itself.</summary>
    /// <param name="itemId">The item; an unknown one gives an empty list that names it in <c>IgnoredIds</c>.</param>
    /// <param name="options">Count and filter; null for the defaults.</param>
    public RecommendationList<TItemId> SimilarTo(TItemId itemId, RecommendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        options ??= RecommendOptions.Default;
        Recommendation<TItemId>[] buffer = new Recommendation<TItemId>[Math.Min(options.Count, Math.Max(Items.Count, 1))];
        int count = SimilarTo(itemId, buffer, options);
        return List(buffer, count, RecommendationRung.SimilarItems, Items.TryGetIndex(itemId, out _) ? [] : [itemId]);
    }

    /// <summary>Items like a given one, into the caller's buffer; allocates nothing.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="destination">Receives the items; the score is the cosine.</param>
    /// <param name="options">Filter; null for the defaults.</param>
    /// <returns>The number written; 0 when the item is unknown or the model has no vector for it.</returns>
    public int SimilarTo(TItemId itemId, Span<Recommendation<TItemId>> destination, RecommendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        options ??= RecommendOptions.Default;
        if (_similarItems is null || !Items.TryGetIndex(itemId, out int index) || !_rankable!.Contains(index))
        {
            return 0;
        }

        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(Math.Max(destination.Length, 1));
        try
        {
            Span<ScoredItem> found = rented.AsSpan(0, destination.Length);
            SearchOptions search = new() { Eligible = options.Eligible, Exclude = index };
            int count = _similarItems.Search(_vectors!.GetItemVector(index), found, search, _rankable);
            for (int i = 0; i < count; i++)
            {
                destination[i] = new Recommendation<TItemId>(Items[found[i].ItemIndex], found[i].Score, default);
            }

            return count;
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }

    private int ToIndices(ReadOnlySpan<TItemId> liked, Span<int> indices)
    {
        int known = 0;
        for (int i = 0; i < liked.Length; i++)
        {
            if (liked[i] is null)
            {
                throw new ArgumentNullException(nameof(liked), $"The id at position {i} is null.");
            }

            if (Items.TryGetIndex(liked[i], out int index))
            {
                indices[known++] = index;
            }
        }

        return known;
    }

    private RecommendationList<TItemId> List(
        Recommendation<TItemId>[] buffer, int count, RecommendationRung rung, IReadOnlyList<TItemId> ignored) =>
        new(count == buffer.Length ? buffer : buffer[..count], ModelVersion, rung, ignored);

    private void CheckSpace(string part, int userCount, int itemCount)
    {
        if (userCount != Users.Count || itemCount != Items.Count)
        {
            throw new ArgumentException(
                $"The {part} covers {userCount} users and {itemCount} items, the id maps {Users.Count} and {Items.Count}.", part);
        }
    }
}
