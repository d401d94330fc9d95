using System.Numerics.Tensors;

namespace MovieRec.Eval;

/// <summary>
/// Intra-list diversity: <c>ILD@k = Σ_{p&lt;q≤n} d(p, q) / (n·(n − 1)/2)</c>, the mean distance of two items of the list. By genre
/// the Jaccard distance d = 1 − |A ∩ B| / |A ∪ B| of the sets of genres (0 … 1); by vector the cosine distance d = 1 − cos (0 … 2).
/// </summary>
/// <remarks>
/// Smyth and McClave, "Similarity vs. diversity", ICCBR 2001; Ziegler et al., "Improving recommendation lists through topic
/// diversification", WWW 2005. Items without genres, or with no vector or a zero one, are left out of the pairs. Undefined for
/// fewer than two other items, and by genre without a catalogue.
/// </remarks>
public sealed class IntraListDiversityMetric : IRankingMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="cutoff">k ≥ 1.</param>
    /// <param name="convention">Users, short lists; null for the defaults.</param>
    /// <param name="vectors">What tells how alike items are; null (default) for their genres.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1 or the convention does not apply.</exception>
    public IntraListDiversityMetric(int cutoff, MetricConvention? convention = null, ItemVectors? vectors = null)
    {
        Convention = MetricKind.Diversity.Check(cutoff, convention);
        Cutoff = cutoff;
        Vectors = vectors;
        Name = MetricKind.Diversity.NameOf(cutoff, Convention, vectors: vectors?.Name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Cutoff { get; }

    /// <summary>The convention.</summary>
    public MetricConvention Convention { get; }

    /// <summary>What tells how alike items are; null for their genres.</summary>
    public ItemVectors? Vectors { get; }

    /// <inheritdoc/>
    public double Measure(in RankingContext context)
    {
        MovieCatalog? catalog = context.Evaluation?.Catalog;
        if ((Vectors is null && catalog is null) || !ListedItems.TryTop(context, Cutoff, Convention, out ReadOnlySpan<int> top))
        {
            return double.NaN;
        }

        double sum = 0;
        int pairs = 0;
        for (int p = 0; p < top.Length; p++)
        {
            for (int q = p + 1; q < top.Length; q++)
            {
                double distance = Vectors is null
                    ? Jaccard(catalog!.GetGenreIndices(top[p]), catalog.GetGenreIndices(top[q]))
                    : Cosine(Vectors.GetVector(top[p]), Vectors.GetVector(top[q]));
                if (!double.IsNaN(distance))
                {
                    sum += distance;
                    pairs++;
                }
            }
        }

        return pairs == 0 ? double.NaN : sum / pairs;
    }

    private static double Jaccard(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return double.NaN;
        }

        int both = 0;
        int either = 0;
        for (int i = 0; i < first.Length; i++)
        {
            if (!first[..i].Contains(first[i]))
            {
                either++;
                both += second.Contains(first[i]) ? 1 : 0;
            }
        }

        for (int i = 0; i < second.Length; i++)
        {
            either += second[..i].Contains(second[i]) || first.Contains(second[i]) ? 0 : 1;
        }

        return 1 - ((double)both / either);
    }

    private static double Cosine(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return double.NaN;
        }

        // NaN for a zero vector; rounding must not leave 0 … 2.
        double cosine = TensorPrimitives.CosineSimilarity(first, second);
        return 1 - Math.Clamp(cosine, -1, 1);
    }
}
