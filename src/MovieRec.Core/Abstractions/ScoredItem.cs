namespace MovieRec;

/// <summary>An item and its score, on the hot path: dense index, not the caller's id.</summary>
/// <param name="ItemIndex">Dense item index, 0 ≤ index &lt; item count.</param>
/// <param name="Score">The model's relevance; higher is better; never NaN in results of this library.</param>
public readonly record struct ScoredItem(int ItemIndex, float Score);
