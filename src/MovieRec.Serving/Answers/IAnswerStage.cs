namespace MovieRec.Serving;

/// <summary>
/// One step on the way to an answer, on dense indices: the model, the fallback ladder, a re-ranker, a cache, a stopwatch. Stages
/// wrap one another; each is thread-safe, allocates nothing where it can, and knows the generation from the request alone.
/// </summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public interface IAnswerStage<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Writes an answer.</summary>
    /// <param name="request">Who asks, and the generation that answers.</param>
    /// <param name="destination">Receives the items, best first.</param>
    /// <param name="rung">Where they come from; <see cref="RecommendationRung.None"/> when there are none.</param>
    /// <returns>The number written.</returns>
    int Answer(scoped in AnswerRequest<TUserId, TItemId> request, Span<ScoredItem> destination, out RecommendationRung rung);
}
