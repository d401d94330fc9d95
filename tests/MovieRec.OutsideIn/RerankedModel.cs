using MovieRec;

namespace OutsideIn;

/// <summary>A decorator: asks the inner model for more than is wanted and re-ranks. Scores stay the inner model's.</summary>
internal sealed class RerankedModel(IRecommender inner, IReranker reranker) : IRecommender
{
    public IRecommender Inner => inner;

    public RecommenderInfo Info { get; } = inner.Info with { Algorithm = "spread-" + inner.Info.Algorithm, Order = ResultOrder.Reranked };

    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : inner.GetService(serviceType);

    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        ScoredItem[] candidates = new ScoredItem[destination.Length * 3];
        int found = inner.Recommend(query, candidates);
        int written = reranker.Rerank(query, candidates.AsSpan(0, found), destination.Length);
        candidates.AsSpan(0, written).CopyTo(destination);
        return written;
    }
}
