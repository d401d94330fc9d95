using System.Buffers;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// What the back ends share: checks, filters, the memory that outlives every search, files and certificates.
/// </summary>
/// <remarks>
/// Immutable and thread-safe; <see cref="Search"/> allocates nothing once its working memory is warm. <see cref="Dispose()"/>
/// may be called while searches run: memory and mappings are released when the last one has left; later searches throw
/// <see cref="ObjectDisposedException"/>. An index that is not disposed is released by the finalizer of its memory.
/// </remarks>
public abstract partial class VectorIndex : ISimilarityIndex, IDisposable
{
    private const int MaximumStackFloats = 2048;
    private readonly SafeHandle? _memory;

    private protected VectorIndex(int count, int dimensions, Similarity similarity, int defaultEffort, SafeHandle? memory)
    {
        DefaultEffort = defaultEffort;
        Count = count;
        Dimensions = dimensions;
        Similarity = similarity;
        _memory = memory;
    }

    /// <summary>Number of vectors.</summary>
    public int Count { get; }

    /// <summary>Length of each vector.</summary>
    public int Dimensions { get; }

    /// <summary>The measure of closeness.</summary>
    public Similarity Similarity { get; }

    /// <summary>Name of the back end, as in files and on the command line: <c>flat</c>, <c>ivf</c>, <c>hnsw</c>, <c>forest</c>, <c>sharded</c>.</summary>
    public abstract string Backend { get; }

    /// <summary>What the index was built with.</summary>
    public abstract IReadOnlyList<ModelOption> Parameters { get; }

    /// <summary>Bytes of vectors and structure, without the working memory of searches.</summary>
    public abstract long SizeInBytes { get; }

    /// <summary>
    /// Recall measured against the exact answer, if it was (<see cref="Certify"/>); stored in files.
    /// </summary>
    public RecallCertificate? Certificate { get; internal set; }

    /// <summary>What <see cref="SearchOptions.Effort"/> is when a search does not say; 0 for exact back ends.</summary>
    public int DefaultEffort { get; internal set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The query has another length, or the mask another size.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public unsafe int Search(ReadOnlySpan<float> query, Span<ScoredItem> destination, in SearchOptions options = default)
    {
        if (query.Length != Dimensions)
        {
            throw new ArgumentException($"The query holds {query.Length} floats; the index {Dimensions}.", nameof(query));
        }

        if (options.Eligible is { } mask && mask.ItemCount != Count)
        {
            throw new ArgumentException($"The eligible mask covers {mask.ItemCount} items, the index {Count}.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(options.Effort);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Budget);
        int stride = FactorMatrix.Pad(Dimensions);
        float[]? rented = stride > MaximumStackFloats ? ArrayPool<float>.Shared.Rent(stride) : null;
        Span<float> padded = rented is null ? stackalloc float[stride] : rented.AsSpan(0, stride);
        padded.Clear();
        query.CopyTo(padded);
        if (Similarity == Similarity.Cosine)
        {
            VectorRows.Normalize(padded);
        }

        int written;
        fixed (float* pointer = padded)
        {
            written = SearchPadded(pointer, padded, destination, options);
        }

        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }

        return written;
    }

    /// <summary>Releases the vectors and the structure when the last running search has left.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the back end owns beside its memory.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _memory?.Dispose();
        }
    }

    /// <summary>Answers a request that has been checked; at least one vector is eligible.</summary>
    internal abstract int SearchCore(in SearchRequest request);

    /// <summary>Copies the stored form of a vector (of unit length for cosine).</summary>
    internal abstract void CopyStored(int index, Span<float> destination);

    /// <summary>Keeps the memory from being released until <see cref="Leave"/>.</summary>
    internal virtual void Enter()
    {
        bool entered = false;
        _memory?.DangerousAddRef(ref entered);
    }

    internal virtual void Leave() => _memory?.DangerousRelease();

    /// <summary>Runs a request within a mask given as bits, for indexes made of indexes.</summary>
    internal unsafe int SearchWithin(float* query, Span<ScoredItem> destination, ReadOnlySpan<ulong> eligible, int eligibleCount, int exclude, int effort, int budget)
    {
        int wanted = Math.Min(destination.Length, eligibleCount);
        if (wanted <= 0)
        {
            return 0;
        }

        Enter();
        try
        {
            return SearchCore(new SearchRequest
            {
                Query = query,
                Destination = destination[..wanted],
                Eligible = eligible,
                EligibleCount = eligibleCount,
                Exclude = exclude,
                Effort = effort == 0 ? DefaultEffort : effort,
                Budget = budget == 0 ? int.MaxValue : budget,
            });
        }
        finally
        {
            Leave();
        }
    }

    private unsafe int SearchPadded(float* query, ReadOnlySpan<float> padded, Span<ScoredItem> destination, in SearchOptions options)
    {
        foreach (float value in padded)
        {
            if (float.IsNaN(value))
            {
                return 0;
            }
        }

        int exclude = options.Exclude is { } index && (uint)index < (uint)Count ? index : -1;
        ItemMask? mask = options.Eligible;
        if (mask is null || mask.Count == Count)
        {
            return SearchWithin(query, destination, default, Count - (exclude < 0 ? 0 : 1), exclude, options.Effort, options.Budget);
        }

        if (exclude < 0 || !mask.Contains(exclude))
        {
            return SearchWithin(query, destination, mask.Words, mask.Count, -1, options.Effort, options.Budget);
        }

        ulong[] words = ArrayPool<ulong>.Shared.Rent(mask.Words.Length);
        Span<ulong> eligible = words.AsSpan(0, mask.Words.Length);
        mask.Words.CopyTo(eligible);
        eligible[exclude >> 6] &= ~(1UL << (exclude & 63));
        int written = SearchWithin(query, destination, eligible, mask.Count - 1, -1, options.Effort, options.Budget);
        ArrayPool<ulong>.Shared.Return(words);
        return written;
    }

    private protected static Similarity Check(Similarity similarity) => Enum.IsDefined(similarity)
        ? similarity
        : throw new ArgumentOutOfRangeException(nameof(similarity), similarity, "Similarity must be InnerProduct, Cosine or NegativeSquaredL2.");
}
