namespace MovieRec;

/// <summary>Helpers over <see cref="IRecommender"/>.</summary>
public static class RecommenderExtensions
{
    /// <summary>Typed form of <see cref="IRecommender.GetService(Type)"/>.</summary>
    /// <typeparam name="TService">The capability, such as <see cref="IExplainer"/>.</typeparam>
    /// <param name="recommender">The model or decorator.</param>
    /// <returns>The service, or null when it is not offered.</returns>
    public static TService? GetService<TService>(this IRecommender recommender)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(recommender);
        return recommender.GetService(typeof(TService)) as TService;
    }
}
