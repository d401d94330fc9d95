namespace MovieRec;

/// <summary>Scores given items for a query.</summary>
public interface IScorer
{
    /// <summary>Writes the score of each item. Eligibility and history do not matter here.</summary>
    /// <param name="query">Who asks.</param>
    /// <param name="itemIndices">Dense item indices.</param>
    /// <param name="scores">Receives one score for each item; NaN where the model has no evidence about the item or the user.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> is shorter than <paramref name="itemIndices"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the model.</exception>
    void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores);
}
