namespace MovieRec;

/// <summary>Re-orders a candidate list.</summary>
public interface IReranker
{
    /// <summary>Puts the wanted list at the front of <paramref name="candidates"/>.</summary>
    /// <param name="query">Who asked.</param>
    /// <param name="candidates">Candidates, best first; reordered in place. Scores stay what they were.</param>
    /// <param name="count">How many are wanted.</param>
    /// <returns>The length of the list, ≤ <paramref name="count"/>.</returns>
    int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count);
}
