namespace MovieRec;

/// <summary>Says which items of the user's history caused a score.</summary>
public interface IExplainer
{
    /// <summary>
    /// Writes the largest contributions, largest first (ties by lower item index).
    /// Score = Remainder + Σ written + Omitted, and Score is what <see cref="IRecommender.Recommend"/> returned.
    /// </summary>
    /// <param name="query">Who asked.</param>
    /// <param name="itemIndex">The item whose score is explained.</param>
    /// <param name="destination">Receives the contributions; when it is shorter than the history the rest is summed in <see cref="Explanation.Omitted"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The user or an item is outside the model.</exception>
    Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination);

    /// <summary>
    /// Explains several items of one query; the work that depends on the user alone is done once.
    /// </summary>
    /// <param name="query">Who asked.</param>
    /// <param name="itemIndices">The items.</param>
    /// <param name="explanations">Receives one explanation for each item.</param>
    /// <param name="contributions">Receives <paramref name="perItem"/> slots for each item, item after item.</param>
    /// <param name="perItem">Slots for each item, ≥ 0.</param>
    /// <exception cref="ArgumentException">A destination is too short.</exception>
    void ExplainMany(
        in RecommendationQuery query,
        ReadOnlySpan<int> itemIndices,
        Span<Explanation> explanations,
        Span<Contribution> contributions,
        int perItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perItem);
        QueryGuard.CheckDestination(explanations.Length, itemIndices.Length, nameof(explanations));
        QueryGuard.CheckDestination(contributions.Length, (long)itemIndices.Length * perItem, nameof(contributions));
        for (int i = 0; i < itemIndices.Length; i++)
        {
            explanations[i] = Explain(query, itemIndices[i], contributions.Slice(i * perItem, perItem));
        }
    }
}
