namespace MovieRec;

/// <summary>What every re-ranker checks and shares.</summary>
internal static class RerankGuard
{
    public static float CheckStrength(float strength, string name) => strength is >= 0 and <= 1
        ? strength
        : throw new ArgumentOutOfRangeException(name, strength, $"{name} must be in 0 … 1.");

    /// <summary>The length of the list; 0 also when nothing is to be done.</summary>
    public static int CheckCount(ReadOnlySpan<ScoredItem> candidates, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Math.Min(count, candidates.Length);
    }

    public static void CheckItems(ReadOnlySpan<ScoredItem> candidates, int itemCount)
    {
        foreach (ScoredItem candidate in candidates)
        {
            QueryGuard.CheckItem(candidate.ItemIndex, itemCount);
        }
    }

    /// <summary>
    /// Relevance in 0 … 1: (score − lowest) / (highest − lowest) over the candidates; 1 for all when the scores are equal.
    /// An infinite score is taken for 1 or 0, NaN for 0.
    /// </summary>
    public static void FillRelevance(ReadOnlySpan<ScoredItem> candidates, Span<float> relevance)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (ScoredItem candidate in candidates)
        {
            if (float.IsFinite(candidate.Score))
            {
                low = Math.Min(low, candidate.Score);
                high = Math.Max(high, candidate.Score);
            }
        }

        double scale = high > low ? 1 / (high - low) : 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            float score = candidates[i].Score;
            relevance[i] = float.IsFinite(score)
                ? scale > 0 ? (float)((score - low) * scale) : 1
                : score > 0 ? 1 : 0;
        }
    }
}
