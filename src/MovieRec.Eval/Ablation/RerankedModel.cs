using System.Buffers;

namespace MovieRec.Eval;

/// <summary>A model whose longer list a re-ranker cuts to the wanted length. Scores stay the model's, and so do its other capabilities.</summary>
internal sealed class RerankedModel(IRecommender model, IReranker reranker, string name, int poolFactor) : IRecommender
{
    public RecommenderInfo Info { get; } = model.Info with
    {
        Order = ResultOrder.Reranked,
        OptionValues = [.. model.Info.OptionValues, new ModelOption("Reranker", name)],
    };

    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        int pool = (int)Math.Min((long)destination.Length * poolFactor, Math.Max(destination.Length, Info.ItemCount));
        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(Math.Max(pool, 1));
        try
        {
            Span<ScoredItem> candidates = rented.AsSpan(0, model.Recommend(query, rented.AsSpan(0, pool)));
            int count = reranker.Rerank(query, candidates, Math.Min(destination.Length, candidates.Length));
            candidates[..count].CopyTo(destination);
            return count;
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }

    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : model.GetService(serviceType);
}
