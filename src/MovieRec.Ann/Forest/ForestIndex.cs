using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Random-projection trees in the manner of Annoy: one priority queue over all trees gathers candidates, which are scored
/// exactly. <see cref="SearchOptions.Effort"/> is the number of candidates gathered (SearchK), counted once per tree.
/// </summary>
/// <remarks>
/// What a search finds can only grow with its effort. Small and quick to map from a file by several processes; on most
/// data a graph or an inverted file is faster for the same recall.
/// </remarks>
public sealed partial class ForestIndex : VectorIndex
{
    internal const string BackendName = "forest";
    private readonly Trees _trees;
    private readonly ForestOptions _options;
    private readonly ScratchPool<ForestScratch> _scratch;

    /// <summary>Length of the longest vector under the inner product.</summary>
    private readonly float _longest;

    internal ForestIndex(Trees trees, Similarity similarity, ForestOptions options, SafeHandle memory)
        : base(trees.Vectors.Count, trees.Vectors.Dimensions, similarity, options.SearchK > 0 ? options.SearchK : 20 * options.Trees, memory)
    {
        _trees = trees;
        _options = options;
        _longest = similarity == Similarity.InnerProduct ? Longest(trees.Vectors) : 1;
        _scratch = new ScratchPool<ForestScratch>(() => new ForestScratch(trees.Vectors.Count, options.Trees));
    }

    /// <summary>What the forest was built with.</summary>
    public ForestOptions Options => _options;

    /// <inheritdoc/>
    public override string Backend => BackendName;

    /// <inheritdoc/>
    public override IReadOnlyList<ModelOption> Parameters => OptionBag.Empty
        .With(nameof(ForestOptions.Trees), _options.Trees)
        .With(nameof(ForestOptions.SearchK), _options.SearchK)
        .With(nameof(ForestOptions.LeafSize), _options.LeafSize)
        .With(nameof(ForestOptions.Seed), _options.Seed)
        .Items;

    /// <inheritdoc/>
    public override long SizeInBytes => _trees.Bytes;

    internal Trees Trees => _trees;

    /// <summary>Builds a forest; vectors are copied.</summary>
    /// <param name="vectors">The vectors, each value finite.</param>
    /// <param name="similarity">The measure of closeness.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static ForestIndex Build(
        VectorTable vectors, Similarity similarity, ForestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        Check(similarity);
        options ??= new ForestOptions();
        HeapMemory memory = new();
        try
        {
            VectorRows rows = VectorRows.Copy(vectors, similarity, memory, cancellationToken);
            return new ForestIndex(ForestBuilder.Build(rows, similarity, options, memory, cancellationToken), similarity, options, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    internal override int SearchCore(in SearchRequest request)
    {
        // Under a mask the effort counts eligible candidates, so 1/selectivity as many are looked at.
        double looks = request.Effort * ((double)Count / request.EligibleCount);
        if (request.IsFiltered ? looks >= request.EligibleCount : request.Effort >= (long)Count * _options.Trees)
        {
            return FlatScan.Run(_trees.Vectors, request);
        }

        ForestScratch scratch = _scratch.Rent();
        ForestWalk walk = new(_trees, request, scratch, QueryScale(request));
        int written = walk.Run(request.Effort);
        bool final = walk.Exhausted || (written == request.Destination.Length && !walk.GaveUp);
        _scratch.Return(scratch);
        return final ? written : FlatScan.Run(_trees.Vectors, request);
    }

    /// <summary>
    /// Under the inner product only a query's direction counts, while the planes' offsets are lengths: a query is taken to
    /// be as long as the longest vector, which is where the best answers lie.
    /// </summary>
    private unsafe float QueryScale(in SearchRequest request)
    {
        if (Similarity != Similarity.InnerProduct)
        {
            return 1;
        }

        ReadOnlySpan<float> query = new(request.Query, _trees.Vectors.Stride);
        float length = MathF.Sqrt(Kernels.Dot(query, query));
        return length > 0 && float.IsFinite(length) ? _longest / length : 0;
    }

    private static float Longest(VectorRows vectors)
    {
        float largest = 0;
        for (int i = 0; i < vectors.Count; i++)
        {
            largest = Math.Max(largest, Kernels.Dot(vectors.PaddedRow(i), vectors.PaddedRow(i)));
        }

        return MathF.Sqrt(largest);
    }

    internal override void CopyStored(int index, Span<float> destination) =>
        _trees.Vectors.PaddedRow(index)[..Dimensions].CopyTo(destination);
}
