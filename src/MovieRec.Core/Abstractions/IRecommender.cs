namespace MovieRec;

/// <summary>Answers top-N queries. Implementations are immutable and thread-safe.</summary>
public interface IRecommender
{
    /// <summary>What this model is and what it was trained on.</summary>
    RecommenderInfo Info { get; }

    /// <summary>
    /// Writes at most <c>destination.Length</c> items, best first, ties by lower item index, never NaN.
    /// Thread-safe; allocates nothing. Score is always the model's relevance, never a re-ranker's objective.
    /// </summary>
    /// <param name="query">Who asks and what is eligible. Items for which the model has no evidence are not returned.</param>
    /// <param name="destination">Receives the result.</param>
    /// <returns>The number of items written; 0 when nothing is eligible or the model knows nothing about the user.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The user index or a history item is outside the model.</exception>
    int Recommend(in RecommendationQuery query, Span<ScoredItem> destination);

    /// <summary>Looks a capability up through decorators: returns this object, or an inner one, as <paramref name="serviceType"/>.</summary>
    /// <param name="serviceType">An interface or class, such as <c>typeof(IExplainer)</c>.</param>
    /// <returns>The service, or null when it is not offered.</returns>
    object? GetService(Type serviceType);
}
