using System.Numerics.Tensors;

namespace MovieRec;

/// <summary>
/// Maximal marginal relevance: takes one candidate after the other, each time the one with the highest
/// <c>(1 − s)·r(i) − s·max_{j taken} sim(i, j)</c>, s the strength, r the relevance scaled to 0 … 1 over the candidates.
/// </summary>
/// <remarks>
/// Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing summaries",
/// SIGIR 1998, with λ = 1 − s. The best candidate stays first. Ties go to the earlier candidate. Costs count × candidates
/// inner products; allocates nothing once the array pools are warm.
/// </remarks>
public sealed class MmrReranker : IAdjustableReranker
{
    /// <summary>Creates the re-ranker.</summary>
    /// <param name="features">What tells how alike items are.</param>
    /// <param name="strength">s, 0 … 1; 0 is the model's order. Default 0.3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside 0 … 1.</exception>
    public MmrReranker(ItemFeatures features, float strength = 0.3f)
    {
        ArgumentNullException.ThrowIfNull(features);
        Features = features;
        Strength = RerankGuard.CheckStrength(strength, nameof(strength));
    }

    /// <summary>What tells how alike items are.</summary>
    public ItemFeatures Features { get; }

    /// <inheritdoc/>
    public float Strength { get; }

    /// <inheritdoc/>
    public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count) => Rerank(query, candidates, count, Strength);

    /// <inheritdoc/>
    public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count, float strength)
    {
        RerankGuard.CheckStrength(strength, nameof(strength));
        RerankGuard.CheckItems(candidates, Features.ItemCount);
        count = RerankGuard.CheckCount(candidates, count);
        if (count == 0 || strength == 0)
        {
            return count;
        }

        int n = candidates.Length;
        RerankScratch scratch = new(candidates, Features, 2 * n);
        Span<float> closest = scratch.Extra[..n];
        Span<float> similarity = scratch.Extra[n..];
        closest.Clear();
        float keep = 1 - strength;
        while (true)
        {
            scratch.Pick(Best(scratch.Relevance, closest, keep, strength));
            if (scratch.Picks.Length == count)
            {
                break;
            }

            scratch.Similarities(scratch.Picks[^1], similarity);
            if (scratch.Picks.Length == 1)
            {
                similarity.CopyTo(closest);
            }
            else
            {
                TensorPrimitives.Max(closest, similarity, closest);
            }
        }

        scratch.Apply(candidates);
        scratch.Return();
        return count;
    }

    private static int Best(ReadOnlySpan<float> relevance, ReadOnlySpan<float> closest, float keep, float strength)
    {
        int best = -1;
        float highest = float.NegativeInfinity;
        for (int i = 0; i < relevance.Length; i++)
        {
            float value = (keep * relevance[i]) - (strength * closest[i]);
            if (value > highest)
            {
                highest = value;
                best = i;
            }
        }

        return best;
    }
}
