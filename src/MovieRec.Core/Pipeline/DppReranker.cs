using System.Numerics.Tensors;

namespace MovieRec;

/// <summary>
/// A determinantal point process: takes the candidates whose set has the largest determinant of
/// <c>L = diag(q)·S·diag(q)</c>, greedily. q(i) = exp(r(i)·(1 − s) / (2·s)), s the strength, r the relevance scaled to 0 … 1 over
/// the candidates; <c>S = 0.99·(1 + cos)/2 + 0.01·I</c>, so that even equal items have a determinant above 0.
/// </summary>
/// <remarks>
/// Chen, Zhang and Zhou, "Fast greedy MAP inference for determinantal point process to improve recommendation diversity",
/// NeurIPS 2018: each step costs one row of S and one row of its Cholesky factor. As log det L = (1 − s)/s · Σ r + log det S,
/// only S is factored, which keeps every number between 0 and 1: d²(i) is what is left of S(i, i) after the items taken.
/// An item without features has similarity ½ to every other. The best candidate stays first; ties go to the earlier
/// candidate. Allocates nothing once the array pools are warm.
/// </remarks>
public sealed class DppReranker : IAdjustableReranker
{
    /// <summary>The share of the identity in S: 0.01.</summary>
    public const float Ridge = 0.01f;

    /// <summary>Places chosen by determinant at most; behind them the model's order. It bounds the memory of one call.</summary>
    public const int MaxDepth = 200;

    /// <summary>Below this d² rounding decides; the rest of the list is then filled in the model's order.</summary>
    private const float Exhausted = 1e-6f;

    /// <summary>Creates the re-ranker.</summary>
    /// <param name="features">What tells how alike items are.</param>
    /// <param name="strength">s, 0 … 1; 0 is the model's order. Default 0.3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside 0 … 1.</exception>
    public DppReranker(ItemFeatures features, float strength = 0.3f)
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
        int depth = Math.Min(count, MaxDepth);
        RerankScratch scratch = new(candidates, Features, checked(n * depth));
        Span<float> left = scratch.Extra[..n];
        Span<float> factor = scratch.Extra[n..];
        left.Fill(1);
        float weight = (1 - strength) / strength;
        while (true)
        {
            int best = Best(scratch.Relevance, left, weight);
            if (best < 0)
            {
                scratch.Fill(count);
                break;
            }

            float pivot = MathF.Sqrt(left[best]);
            int step = scratch.Picks.Length;
            scratch.Pick(best);
            if (step + 1 == depth)
            {
                scratch.Fill(count);
                break;
            }

            AddRow(scratch, best, pivot, factor, step, left);
        }

        scratch.Apply(candidates);
        scratch.Return();
        return count;
    }

    /// <summary>e(i) = (S(j, i) − Σ_t c_t(j)·c_t(i)) / d(j), the next row of the factor; d²(i) −= e²(i).</summary>
    private static void AddRow(scoped in RerankScratch scratch, int picked, float pivot, Span<float> factor, int step, Span<float> left)
    {
        int n = left.Length;
        Span<float> row = factor.Slice(step * n, n);
        scratch.Similarities(picked, row);
        const float Half = (1 - Ridge) / 2;
        TensorPrimitives.Multiply(row, Half, row);
        TensorPrimitives.Add(row, Half, row);
        for (int t = 0; t < step; t++)
        {
            ReadOnlySpan<float> earlier = factor.Slice(t * n, n);
            TensorPrimitives.MultiplyAdd(earlier, -earlier[picked], row, row);
        }

        TensorPrimitives.Divide(row, pivot, row);
        for (int i = 0; i < n; i++)
        {
            left[i] -= row[i] * row[i];
        }
    }

    private static int Best(ReadOnlySpan<float> relevance, ReadOnlySpan<float> left, float weight)
    {
        int best = -1;
        float highest = float.NegativeInfinity;
        for (int i = 0; i < relevance.Length; i++)
        {
            float value = (weight * relevance[i]) + MathF.Log(Math.Max(left[i], float.Epsilon));
            if (value > highest && left[i] > Exhausted)
            {
                highest = value;
                best = i;
            }
        }

        return best;
    }
}
