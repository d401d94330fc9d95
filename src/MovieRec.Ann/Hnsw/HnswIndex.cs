using System.Runtime.InteropServices;

namespace MovieRec.Ann;

/// <summary>
/// A navigable small-world graph (HNSW, Malkov and Yashunin 2018): logarithmic search, the choice above some hundred
/// thousand vectors. <see cref="SearchOptions.Effort"/> is the number of candidates kept (EfSearch).
/// </summary>
/// <remarks>
/// The graph has the same bits for any number of threads. A search under a mask walks the graph while enough of it is
/// eligible and scans the eligible vectors otherwise, so that it always finds min(count, eligible) items.
/// </remarks>
public sealed partial class HnswIndex : VectorIndex
{
    internal const string BackendName = "hnsw";

    /// <summary>Scoring one scattered vector costs about as much as this many in a row.</summary>
    private const int ScatterCost = 3;

    /// <summary>Under a mask the graph has fewer ways to an answer: more candidates for the same recall.</summary>
    private const double MaskedEffort = 1.5;

    private readonly HnswGraph _graph;
    private readonly GraphSpace _space;
    private readonly HnswOptions _options;
    private readonly ScratchPool<HnswWalker> _walkers;

    internal HnswIndex(HnswGraph graph, Similarity similarity, HnswOptions options, SafeHandle memory)
        : base(graph.Count, graph.Vectors.Dimensions, similarity, options.EfSearch, memory)
    {
        _graph = graph;
        _options = options;
        unsafe
        {
            _space = new GraphSpace(graph.Vectors, null, graph.Bytes);
        }

        _walkers = new ScratchPool<HnswWalker>(() => new HnswWalker(graph, Math.Max(options.EfSearch, 16)));
    }

    /// <summary>What the graph was built with.</summary>
    public HnswOptions Options => _options;

    /// <inheritdoc/>
    public override string Backend => BackendName;

    /// <inheritdoc/>
    public override IReadOnlyList<ModelOption> Parameters => OptionBag.Empty
        .With(nameof(HnswOptions.M), _options.M)
        .With(nameof(HnswOptions.EfConstruction), _options.EfConstruction)
        .With(nameof(HnswOptions.EfSearch), _options.EfSearch)
        .With(nameof(HnswOptions.ByteRows), _graph.Bytes is not null)
        .With(nameof(HnswOptions.Seed), _options.Seed)
        .Items;

    /// <inheritdoc/>
    public override long SizeInBytes => _graph.Size;

    internal HnswGraph Graph => _graph;

    /// <summary>Builds a graph; vectors are copied.</summary>
    /// <param name="vectors">The vectors, each value finite.</param>
    /// <param name="similarity">The measure of closeness.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="progress">Receives the number of vectors inserted, now and then.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static HnswIndex Build(
        VectorTable vectors,
        Similarity similarity,
        HnswOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        Check(similarity);
        options ??= new HnswOptions();
        HeapMemory memory = new();
        try
        {
            VectorRows rows = VectorRows.Copy(vectors, similarity, memory, cancellationToken);
            HnswGraph graph = HnswBuilder.Build(rows, similarity, options, memory, progress, cancellationToken);
            return new HnswIndex(graph, similarity, options with { ByteRows = graph.Bytes is not null }, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    internal override unsafe int SearchCore(in SearchRequest request)
    {
        int wanted = request.Destination.Length;
        int spare = !request.IsFiltered && request.Exclude >= 0 ? 1 : 0;
        int ef = (int)Math.Clamp(request.IsFiltered ? request.Effort * MaskedEffort : request.Effort, (long)wanted + spare, int.MaxValue);

        // About three quarters of a node's M links are new when it is expanded; under a mask only a share of them counts.
        double expected = 0.75 * _graph.M * ef * ((double)Count / (request.EligibleCount + spare));
        if (expected * ScatterCost > request.EligibleCount)
        {
            return FlatScan.Run(_graph.Vectors, request);
        }

        HnswWalker walker = _walkers.Rent();
        GraphPoint query = new(request.Query, 1);
        ulong start = walker.Descend(_space, query, 0);
        bool finished = true;
        if (request.IsFiltered)
        {
            long limit = Math.Min(request.Budget, request.EligibleCount);
            finished = walker.WalkFiltered(_space, query, request, start, ef, limit);
        }
        else
        {
            walker.Walk(_space, query, 0, start, Math.Min(ef, Count), request.Budget);
        }

        int written = 0;
        foreach (ulong key in walker.Found)
        {
            int index = Ranked.Index(key);
            if (index != request.Exclude)
            {
                request.Destination[written++] = new ScoredItem(index, Ranked.Score(key));
                if (written == wanted)
                {
                    break;
                }
            }
        }

        bool exhausted = walker.Scored >= request.Budget;
        _walkers.Return(walker);

        // The mask turned the walk away, or parts of the graph cannot be reached: the scan finds what there is.
        return exhausted || (finished && written == wanted) ? written : FlatScan.Run(_graph.Vectors, request);
    }

    internal override void CopyStored(int index, Span<float> destination) =>
        _graph.Vectors.PaddedRow(index)[..Dimensions].CopyTo(destination);
}
