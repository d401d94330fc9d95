namespace MovieRec;

/// <summary>What an application wants around its model: applied to every generation that is served.</summary>
/// <typeparam name="TUserId">User id.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>
/// <c>UseDiversity</c> and <c>UsePipeline</c> register it; who publishes models by other means applies every registered one
/// in order.
/// </remarks>
public sealed class PipelineSetup<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly Func<Recommender<TUserId, TItemId>, Recommender<TUserId, TItemId>> _apply;

    internal PipelineSetup(Func<Recommender<TUserId, TItemId>, Recommender<TUserId, TItemId>> apply)
    {
        _apply = apply;
    }

    /// <summary>Puts the pipeline around a recommender.</summary>
    /// <param name="recommender">The recommender as it was loaded.</param>
    /// <exception cref="NotSupportedException">A re-ranker needs genres or item vectors that are not there.</exception>
    public Recommender<TUserId, TItemId> Apply(Recommender<TUserId, TItemId> recommender)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        return _apply(recommender);
    }
}
