using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MovieRec.Serving;

/// <summary>Asks for more candidates than wanted and lets a re-ranker choose. Popular answers are left as they are.</summary>
internal sealed class DiversityStage<TUserId, TItemId>(
    IAnswerStage<TUserId, TItemId> inner, Func<Recommender<TUserId, TItemId>, IReranker> factory, int candidatesPerItem) : IAnswerStage<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private const int MinCandidates = 50;

    // One re-ranker for each generation, gone with it.
    private readonly ConditionalWeakTable<Recommender<TUserId, TItemId>, IReranker> _rerankers = [];

    public int Answer(scoped in AnswerRequest<TUserId, TItemId> request, Span<ScoredItem> destination, out RecommendationRung rung)
    {
        int wanted = Math.Max(Math.Max(destination.Length * candidatesPerItem, MinCandidates), destination.Length);
        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(wanted);
        try
        {
            Span<ScoredItem> candidates = rented.AsSpan(0, wanted);
            int count = inner.Answer(request, candidates, out rung);
            int kept = Math.Min(count, destination.Length);
            if (count > 1 && rung is RecommendationRung.Personalized or RecommendationRung.FoldIn or RecommendationRung.SimilarItems)
            {
                using Activity? activity = request.Telemetry?.Start("movierec.diversify");
                IReranker reranker = _rerankers.TryGetValue(request.Generation.Recommender, out IReranker? known)
                    ? known
                    : _rerankers.GetValue(request.Generation.Recommender, r => factory(r) ?? throw new InvalidOperationException("The factory of UseDiversity returned null; a re-ranker was expected."));
                kept = Math.Min(reranker.Rerank(request.Query, candidates[..count], destination.Length), destination.Length);
            }

            candidates[..kept].CopyTo(destination);
            return kept;
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }
}
