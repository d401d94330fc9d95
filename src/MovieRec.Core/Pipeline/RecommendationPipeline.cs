using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace MovieRec;

/// <summary>
/// A model with filters and re-rankers around it: asks the model for candidates among the eligible items and lets the
/// re-rankers, one after the other, put the list together. Immutable and thread-safe;
/// <see cref="RecommendationPipelineBuilder"/> makes it.
/// </summary>
/// <remarks>
/// Scores stay the model's, and services are passed through: an explanation explains the score that is shown. Where more
/// items are wanted than there are candidates, the rest follows in the model's order. Allocates nothing once the array
/// pools are warm; the first query with a mask of its own allocates its intersection with the pipeline's filter.
/// </remarks>
public sealed class RecommendationPipeline : IRecommender
{
    private readonly RerankStep[] _steps;
    private readonly ConditionalWeakTable<ItemMask, ItemMask> _intersections = [];

    internal RecommendationPipeline(IRecommender model, ItemMask? eligible, int candidates, RerankStep[] steps)
    {
        Model = model;
        Eligible = eligible;
        Candidates = candidates;
        _steps = steps;
        Rerankers = [.. steps.Select(static s => s.Reranker)];
        Info = steps.Length == 0 && eligible is null
            ? model.Info
            : model.Info with
            {
                Order = steps.Length == 0 ? model.Info.Order : ResultOrder.Reranked,
                OptionValues = [.. model.Info.OptionValues, .. Describe()],
            };
    }

    /// <inheritdoc/>
    /// <remarks>The model's, with the order, and the pipeline's steps as options (<c>Pipeline.…</c>).</remarks>
    public RecommenderInfo Info { get; }

    /// <summary>The model inside.</summary>
    public IRecommender Model { get; }

    /// <summary>How many of the model's best items the re-rankers choose from.</summary>
    public int Candidates { get; }

    /// <summary>Items that may be returned, beside what a query allows; null for all.</summary>
    public ItemMask? Eligible { get; }

    /// <summary>The re-rankers, in the order in which they run.</summary>
    public IReadOnlyList<IReranker> Rerankers { get; }

    internal IReadOnlyList<RerankStep> Steps => _steps;

    /// <inheritdoc/>
    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceType.IsInstanceOfType(this) ? this : Model.GetService(serviceType);
    }

    /// <inheritdoc/>
    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        RecommendationQuery filtered = Filter(query);
        return _steps.Length == 0 || destination.IsEmpty
            ? Model.Recommend(filtered, destination)
            : Rerank(filtered, destination, instead: null, strength: 0);
    }

    /// <summary>The model's own order within the filters, whatever pipelines are nested.</summary>
    internal int RecommendPlain(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        RecommendationQuery filtered = Filter(query);
        return Model is RecommendationPipeline inner ? inner.RecommendPlain(filtered, destination) : Model.Recommend(filtered, destination);
    }

    /// <summary>One re-ranker in the place of all others, within the filters.</summary>
    internal int RecommendWith(in RecommendationQuery query, Span<ScoredItem> destination, IAdjustableReranker instead, float strength) =>
        destination.IsEmpty ? RecommendPlain(query, destination) : Rerank(Filter(query), destination, instead, strength);

    private int Rerank(in RecommendationQuery query, Span<ScoredItem> destination, IAdjustableReranker? instead, float strength)
    {
        int capacity = Math.Max(1, Math.Min(Math.Max(Candidates, destination.Length), Model.Info.ItemCount));
        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(capacity);
        try
        {
            Span<ScoredItem> found = rented.AsSpan(0, capacity);
            found = found[..(instead is null ? Model.Recommend(query, found) : RecommendPlain(query, found))];
            int head = Math.Min(found.Length, Candidates);
            int written = instead is null
                ? Run(query, found[..head], destination.Length)
                : instead.Rerank(query, found[..head], destination.Length, strength);
            if (written == head)
            {
                written = Math.Min(found.Length, destination.Length);
            }

            found[..written].CopyTo(destination);
            return written;
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }

    private int Run(in RecommendationQuery query, Span<ScoredItem> candidates, int wanted)
    {
        Span<ScoredItem> left = candidates;
        for (int s = 0; s < _steps.Length; s++)
        {
            bool last = s == _steps.Length - 1;
            int length = _steps[s].Reranker.Rerank(query, left, last ? wanted : _steps[s].Kept(wanted));
            left = left[..length];
        }

        return left.Length;
    }

    private RecommendationQuery Filter(in RecommendationQuery query) =>
        Eligible is null ? query : query with { Eligible = WithinFilter(query.Eligible) };

    private ItemMask WithinFilter(ItemMask? asked) => asked is null
        ? Eligible!
        : _intersections.TryGetValue(asked, out ItemMask? known) ? known : _intersections.GetValue(asked, Eligible!.And);

    private IEnumerable<ModelOption> Describe()
    {
        if (Eligible is not null)
        {
            yield return new ModelOption("Pipeline.EligibleItems", Eligible.Count.ToString(CultureInfo.InvariantCulture));
        }

        for (int s = 0; s < _steps.Length; s++)
        {
            if (s == 0)
            {
                yield return new ModelOption("Pipeline.Candidates", Candidates.ToString(CultureInfo.InvariantCulture));
            }

            string name = _steps[s].Spec?.ToString() ?? _steps[s].Reranker.GetType().Name;
            string keep = _steps[s].Keep is { } kept ? string.Create(CultureInfo.InvariantCulture, $", keep {kept}") : "";
            yield return new ModelOption(string.Create(CultureInfo.InvariantCulture, $"Pipeline.Reranker{s + 1}"), name + keep);
        }
    }
}
