namespace MovieRec;

/// <summary>
/// Damps popularity: orders by <c>(1 − s)·r(i) − s·ln(1 + n(i)) / ln(1 + max n)</c>, s the strength, r the relevance scaled to
/// 0 … 1 over the candidates, n how often an item was liked in the training data.
/// </summary>
/// <remarks>
/// A linear penalty on logarithmic popularity, as in Abdollahpouri et al., "Managing popularity bias in recommender systems
/// with personalized re-ranking", FLAIRS 2019, without their split into head and tail. Ties go to the earlier candidate.
/// Allocates nothing once the array pools are warm.
/// </remarks>
public sealed class PopularityDampingReranker : IAdjustableReranker
{
    private readonly float[] _popularity;

    /// <summary>Creates the re-ranker.</summary>
    /// <param name="liked">The training positives.</param>
    /// <param name="strength">s, 0 … 1; 0 is the model's order, 1 the least popular candidates first. Default 0.3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside 0 … 1.</exception>
    public PopularityDampingReranker(InteractionMatrix liked, float strength = 0.3f)
    {
        ArgumentNullException.ThrowIfNull(liked);
        Strength = RerankGuard.CheckStrength(strength, nameof(strength));
        _popularity = new float[liked.ItemCount];
        double highest = 0;
        for (int i = 0; i < _popularity.Length; i++)
        {
            highest = Math.Max(highest, Math.Log(1.0 + liked.GetItemCount(i)));
        }

        for (int i = 0; i < _popularity.Length && highest > 0; i++)
        {
            _popularity[i] = (float)(Math.Log(1.0 + liked.GetItemCount(i)) / highest);
        }
    }

    /// <inheritdoc/>
    public float Strength { get; }

    /// <inheritdoc/>
    public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count) => Rerank(query, candidates, count, Strength);

    /// <inheritdoc/>
    public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count, float strength)
    {
        RerankGuard.CheckStrength(strength, nameof(strength));
        RerankGuard.CheckItems(candidates, _popularity.Length);
        count = RerankGuard.CheckCount(candidates, count);
        if (count == 0 || strength == 0)
        {
            return count;
        }

        int n = candidates.Length;
        RerankScratch scratch = new(candidates, features: null, extra: 0);
        float keep = 1 - strength;
        for (int i = 0; i < n; i++)
        {
            scratch.Relevance[i] = (keep * scratch.Relevance[i]) - (strength * _popularity[candidates[i].ItemIndex]);
        }

        while (scratch.Picks.Length < count)
        {
            int best = -1;
            float highest = float.NegativeInfinity;
            for (int i = 0; i < n; i++)
            {
                if (scratch.Relevance[i] > highest)
                {
                    highest = scratch.Relevance[i];
                    best = i;
                }
            }

            scratch.Pick(best);
        }

        scratch.Apply(candidates);
        scratch.Return();
        return count;
    }
}
