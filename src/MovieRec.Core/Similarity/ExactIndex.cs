using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Exact search: scores every eligible vector. The reference that other indexes are measured against; below some hundred
/// thousand vectors hard to beat. Immutable and thread-safe; reads count × stride × 4 bytes for each search.
/// </summary>
public sealed class ExactIndex : ISimilarityIndex
{
    private readonly FactorMatrix _vectors;
    private readonly float[] _inverseNorms;
    private readonly ItemMask _all;

    /// <summary>Creates an index over the item vectors of a model; vectors are copied.</summary>
    /// <param name="model">The model.</param>
    /// <param name="similarity">The measure of closeness.</param>
    public ExactIndex(IVectorRecommender model, Similarity similarity)
    {
        ArgumentNullException.ThrowIfNull(model);
        _vectors = new FactorMatrix(model.ItemCount, model.Dimensions);
        for (int i = 0; i < model.ItemCount; i++)
        {
            model.GetItemVector(i).CopyTo(_vectors.Row(i));
        }

        Similarity = Enum.IsDefined(similarity)
            ? similarity
            : throw new ArgumentOutOfRangeException(nameof(similarity), similarity, "Similarity must be InnerProduct, Cosine or NegativeSquaredL2.");
        _inverseNorms = similarity == Similarity.Cosine ? InverseNorms(_vectors) : [];
        _all = ItemMask.All(_vectors.Rows);
    }

    /// <inheritdoc/>
    public int Count => _vectors.Rows;

    /// <inheritdoc/>
    public int Dimensions => _vectors.Columns;

    /// <inheritdoc/>
    public Similarity Similarity { get; }

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, Span<ScoredItem> destination, in SearchOptions options = default) =>
        Search(query, destination, options, _all);

    /// <summary>Search within <paramref name="searchable"/> as well as the caller's mask, without a third mask in memory.</summary>
    internal int Search(ReadOnlySpan<float> query, Span<ScoredItem> destination, in SearchOptions options, ItemMask searchable)
    {
        if (query.Length != Dimensions)
        {
            throw new ArgumentException($"The query holds {query.Length} floats; the index {Dimensions}.", nameof(query));
        }

        if (options.Eligible is { } eligible && eligible.ItemCount != Count)
        {
            throw new ArgumentException($"The eligible mask covers {eligible.ItemCount} items, the index {Count}.", nameof(options));
        }

        Span<float> padded = stackalloc float[_vectors.Stride];
        padded.Clear();
        query.CopyTo(padded);
        if (Similarity == Similarity.Cosine)
        {
            float scale = InverseNorm(padded);
            foreach (ref float value in padded)
            {
                value *= scale;
            }
        }

        CandidateSet candidates = CandidateSet.Rent(searchable, options.Eligible);
        if (options.Exclude is { } excluded && (uint)excluded < (uint)Count)
        {
            candidates.Remove([excluded]);
        }

        int written = ExactScan.Run(padded, _vectors, Similarity, _inverseNorms, candidates.Words, destination);
        candidates.Return();
        return written;
    }

    private static float[] InverseNorms(FactorMatrix vectors)
    {
        float[] result = new float[vectors.Rows];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = InverseNorm(vectors.PaddedRow(i));
        }

        return result;
    }

    /// <summary>1/‖v‖; 0 for a zero vector, so that its cosine is 0; NaN stays NaN.</summary>
    private static float InverseNorm(ReadOnlySpan<float> vector)
    {
        float norm = MathF.Sqrt(Kernels.Dot(vector, vector));
        return norm == 0 ? 0 : 1 / norm;
    }
}
