using System.Numerics.Tensors;
using MovieRec;

namespace OutsideIn;

/// <summary>The plainest similarity index: scores everything, sorts, takes the front.</summary>
internal sealed class ScanIndex(float[][] vectors) : ISimilarityIndex
{
    public int Searches { get; private set; }

    public int Count => vectors.Length;

    public int Dimensions => vectors[0].Length;

    public Similarity Similarity => Similarity.InnerProduct;

    public int Search(ReadOnlySpan<float> query, Span<ScoredItem> destination, in SearchOptions options = default)
    {
        Searches++;
        float[] vector = query.ToArray();
        ItemMask? eligible = options.Eligible;
        int? exclude = options.Exclude;
        ScoredItem[] found =
        [
            .. Enumerable.Range(0, Count)
                .Where(i => eligible?.Contains(i) != false && i != exclude)
                .Select(i => new ScoredItem(i, TensorPrimitives.Dot<float>(vector, vectors[i])))
                .OrderByDescending(i => i.Score).ThenBy(i => i.ItemIndex)
                .Take(destination.Length),
        ];
        found.CopyTo(destination);
        return found.Length;
    }
}
