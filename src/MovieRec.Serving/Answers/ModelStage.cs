namespace MovieRec.Serving;

/// <summary>
/// The two upper rungs: the stored vector of a known user, or a fold-in of what is known. Items to leave out beyond those that
/// the query excludes are asked for as well and dropped: no mask is built for a request.
/// </summary>
internal sealed class ModelStage<TUserId, TItemId> : IAnswerStage<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    public int Answer(scoped in AnswerRequest<TUserId, TItemId> request, Span<ScoredItem> destination, out RecommendationRung rung)
    {
        IRecommender model = request.Policy == AnswerPolicy.Popularity ? request.Generation.Popular : request.Generation.Recommender.Model;
        int count = Exclusions.Recommend(model, request.Query, request.Excluded, destination);
        rung = count == 0 ? RecommendationRung.None
            : !model.Info.IsPersonalized ? RecommendationRung.Popular
            : request.IsFresh || !request.Query.HasUser ? RecommendationRung.FoldIn
            : RecommendationRung.Personalized;
        return count;
    }
}
