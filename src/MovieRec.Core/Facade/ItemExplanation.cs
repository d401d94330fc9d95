namespace MovieRec;

/// <summary>A score taken apart: Score = Remainder + Σ contributions.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="ItemId">The explained item.</param>
/// <param name="Score">The score, as recommending returns it.</param>
/// <param name="Remainder">The part that no liked item caused.</param>
/// <param name="Contributions">One entry for each liked item, largest first.</param>
/// <param name="Magnitude">|Remainder| + Σ|contributions|: the base of a share.</param>
/// <param name="Rung">Which rung the explained score belongs to.</param>
public sealed record ItemExplanation<TItemId>(
    TItemId ItemId,
    float Score,
    float Remainder,
    IReadOnlyList<ItemContribution<TItemId>> Contributions,
    float Magnitude,
    RecommendationRung Rung)
    where TItemId : notnull;
