namespace MovieRec;

/// <summary>A re-ranker whose strength a request may choose. Implementations are immutable and thread-safe.</summary>
public interface IAdjustableReranker : IReranker
{
    /// <summary>The strength that <see cref="IReranker.Rerank"/> works with: 0 keeps the model's order, 1 ignores relevance.</summary>
    float Strength { get; }

    /// <summary>Puts the wanted list at the front of <paramref name="candidates"/>.</summary>
    /// <param name="query">Who asked.</param>
    /// <param name="candidates">Candidates, best first; reordered in place. Scores stay what they were.</param>
    /// <param name="count">How many are wanted, ≥ 0.</param>
    /// <param name="strength">0 … 1; 0 leaves the candidates as they are.</param>
    /// <returns>The length of the list: the smaller of <paramref name="count"/> and the number of candidates.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside 0 … 1, the count is negative, or an item is unknown.</exception>
    int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count, float strength);
}
