using System.Buffers;
using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Exact search: the answers of scoring every eligible vector. The reference that other indexes are measured against.
/// Immutable and thread-safe. Large inner-product and cosine indexes screen rows by an 8-bit copy and leave out those that
/// cannot be among the best; small ones, and distances, read every eligible row. Under
/// <see cref="Similarity.Cosine"/> the copied vectors are scaled to length 1.
/// </summary>
public sealed class ExactIndex : ISimilarityIndex
{
    /// <summary>Longest query, in floats, that is copied to the stack: 4 KiB.</summary>
    private const int MaxStackFloats = 1024;

    private readonly FactorMatrix _vectors;
    private readonly ItemMask _all;
    private readonly ScreenedScan? _screen;

    /// <summary>Creates an index over the item vectors of a model; vectors are copied.</summary>
    /// <param name="model">The model.</param>
    /// <param name="similarity">The measure of closeness.</param>
    public ExactIndex(IVectorRecommender model, Similarity similarity)
    {
        ArgumentNullException.ThrowIfNull(model);
        Similarity = Enum.IsDefined(similarity)
            ? similarity
            : throw new ArgumentOutOfRangeException(nameof(similarity), similarity, "Similarity must be InnerProduct, Cosine or NegativeSquaredL2.");
        _vectors = new FactorMatrix(model.ItemCount, model.Dimensions);
        for (int i = 0; i < model.ItemCount; i++)
        {
            model.GetItemVector(i).CopyTo(_vectors.Row(i));
            if (similarity == Similarity.Cosine)
            {
                Normalize(_vectors.PaddedRow(i));
            }
        }

        _all = ItemMask.All(_vectors.Rows);
        _screen = similarity != Similarity.NegativeSquaredL2 && ScreenedScan.Pays(_vectors) ? ScreenedScan.Create(_vectors) : null;
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

        float[]? rented = _vectors.Stride > MaxStackFloats ? ArrayPool<float>.Shared.Rent(_vectors.Stride) : null;
        Span<float> padded = rented is null ? stackalloc float[_vectors.Stride] : rented.AsSpan(0, _vectors.Stride);
        padded.Clear();
        query.CopyTo(padded);
        if (Similarity == Similarity.Cosine)
        {
            Normalize(padded);
        }

        CandidateSet candidates = CandidateSet.Rent(searchable, options.Eligible);
        if (options.Exclude is { } excluded && (uint)excluded < (uint)Count)
        {
            candidates.Remove([excluded]);
        }

        int written = _screen is not null
            ? _screen.Run(padded, candidates.Words, destination)
            : ExactScan.Run(padded, _vectors, Similarity, candidates.Words, destination);
        candidates.Return();
        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }

        return written;
    }

    /// <summary>
    /// Scales a vector to length 1, by its largest value first, so that no square overflows or vanishes. A zero vector
    /// stays zero (its cosine is 0), NaN stays NaN.
    /// </summary>
    private static void Normalize(Span<float> vector)
    {
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(vector));
        if (largest > 0)
        {
            TensorPrimitives.Divide(vector, largest, vector);
            TensorPrimitives.Divide(vector, MathF.Sqrt(Kernels.Dot(vector, vector)), vector);
        }
    }
}
