namespace MovieRec;

/// <summary>What would become of a recommendation had the user not liked one item: "without it, this drops from rank 2 to 17".</summary>
/// <remarks>
/// This is the effect of the item, from solving for the shortened history again; <see cref="Contribution"/> is its part in
/// the score as it stands. The two differ: without the item the user's weights for all others, and (unless
/// <see cref="AlsOptions.RegularizationExponent"/> is 0) the regularisation, change as well.
/// </remarks>
/// <param name="Score">Score with the whole history: what <c>Recommend</c> returns.</param>
/// <param name="Rank">1-based place among the items that may be recommended.</param>
/// <param name="ScoreWithout">Score when the history lacks the item; 0 when nothing is left of it.</param>
/// <param name="RankWithout">Place then, among the same items; the last place when nothing is left of the history.</param>
public readonly record struct Counterfactual(float Score, int Rank, float ScoreWithout, int RankWithout)
{
    /// <summary>How much the item raises the score: Score − ScoreWithout.</summary>
    public float Effect => Score - ScoreWithout;
}
