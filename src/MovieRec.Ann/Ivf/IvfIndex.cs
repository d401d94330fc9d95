using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// An inverted file: vectors in k-means cells, of which a search looks into the most promising. Built in a moment, read
/// from front to back, exact when it probes every cell. <see cref="SearchOptions.Effort"/> is the number of cells.
/// </summary>
/// <remarks>
/// Cells are tried in the order of ⟨q, centre⟩ (by distance for <see cref="Similarity.NegativeSquaredL2"/>); for inner
/// products the spread of a cell counts too, as a cell with a near centre may hold nothing but short vectors. What a
/// search finds can only grow with the number of cells. Under a mask more cells are tried, until as many eligible vectors
/// have been compared as that number of cells holds on average.
/// </remarks>
public sealed partial class IvfIndex : VectorIndex
{
    internal const string BackendName = "ivf";

    /// <summary>How many spreads above its centre the best vector of a cell is taken to lie, along the query.</summary>
    private const float SpreadWeight = 0.5f;

    private readonly CellLists _lists;
    private readonly IvfOptions _options;
    private readonly ScratchPool<IvfScratch> _scratch;

    internal IvfIndex(CellLists lists, Similarity similarity, IvfOptions options, SafeHandle memory)
        : base(lists.Vectors.Count, lists.Vectors.Dimensions, similarity, Math.Min(options.Probes, lists.Cells), memory)
    {
        _lists = lists;
        _options = options;
        _scratch = new ScratchPool<IvfScratch>(() => new IvfScratch(lists.Cells, lists.Bytes?.Stride ?? 0));
    }

    /// <summary>What the index was built with; <see cref="IvfOptions.Cells"/> as it came out.</summary>
    public IvfOptions Options => _options;

    /// <inheritdoc/>
    public override string Backend => BackendName;

    /// <inheritdoc/>
    public override IReadOnlyList<ModelOption> Parameters => OptionBag.Empty
        .With(nameof(IvfOptions.Cells), _lists.Cells)
        .With(nameof(IvfOptions.Probes), _options.Probes)
        .With(nameof(IvfOptions.ByteLists), _options.ByteLists)
        .With(nameof(IvfOptions.Iterations), _options.Iterations)
        .With(nameof(IvfOptions.Seed), _options.Seed)
        .Items;

    /// <inheritdoc/>
    public override long SizeInBytes => _lists.Size;

    internal CellLists Lists => _lists;

    /// <summary>Builds an inverted file; vectors are copied.</summary>
    /// <param name="vectors">The vectors, each value finite.</param>
    /// <param name="similarity">The measure of closeness.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or byte lists are asked for with distances.</exception>
    public static IvfIndex Build(
        VectorTable vectors, Similarity similarity, IvfOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        Check(similarity);
        options ??= new IvfOptions();
        if (options.ByteLists && similarity == Similarity.NegativeSquaredL2)
        {
            throw new ArgumentException("Byte lists bound inner products: use InnerProduct or Cosine, or leave ByteLists off.", nameof(options));
        }

        HeapMemory memory = new();
        try
        {
            CellLists lists = IvfBuilder.Build(vectors, similarity, options, memory, cancellationToken);
            return new IvfIndex(lists, similarity, options with { Cells = lists.Cells }, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    internal override int SearchCore(in SearchRequest request)
    {
        IvfScratch scratch = _scratch.Rent();
        CellScan scan = new(_lists, request, scratch);
        int probes = (int)Math.Min(request.Effort, (long)_lists.Cells);
        double rows = (double)probes / _lists.Cells * Count;

        // Under a mask the effort counts eligible vectors. When the cells hold fewer than that, they need not be ranked.
        if (request.IsFiltered && (probes == _lists.Cells || rows >= request.EligibleCount))
        {
            scan.Eligible();
        }
        else
        {
            Probe(ref scan, request, scratch, probes, request.IsFiltered ? rows : 0);
        }

        int written = scan.Finish();
        _scratch.Return(scratch);
        return written;
    }

    internal override unsafe void CopyStored(int index, Span<float> destination) =>
        _lists.Vectors.PaddedRow(_lists.Positions.Pointer[index])[..Dimensions].CopyTo(destination);

    /// <summary>
    /// The first <paramref name="count"/> cells, then as many more as it takes to fill the list and, under a mask, to compare
    /// as many eligible vectors as the cells hold on average: a mask may turn against the query.
    /// </summary>
    private void Probe(ref CellScan scan, in SearchRequest request, IvfScratch scratch, int count, double rows)
    {
        RankCells(request, scratch);
        int done = 0;
        while (true)
        {
            Span<ScoredItem> probes = scratch.Probes.AsSpan(0, count);
            TopK best = new(probes);
            float[] scores = scratch.CellScores;
            for (int c = 0; c < scores.Length; c++)
            {
                if (scores[c] >= best.Threshold)
                {
                    best.Offer(c, scores[c]);
                }
            }

            bool planned = done == 0;
            int ranked = best.Finish();
            for (; done < ranked && (planned || scan.Found < request.Destination.Length || scan.Compared < rows); done++)
            {
                scan.Cell(probes[done].ItemIndex);
            }

            if (count == _lists.Cells || scan.Left <= 0 || (scan.Found == request.Destination.Length && scan.Compared >= rows))
            {
                return;
            }

            count = Math.Min(2 * count, _lists.Cells);
        }
    }

    private unsafe void RankCells(in SearchRequest request, IvfScratch scratch)
    {
        ReadOnlySpan<float> query = new(request.Query, _lists.Vectors.Stride);
        if (Similarity == Similarity.NegativeSquaredL2)
        {
            Kernels.NegativeSquaredDistances(query, _lists.Centers.Span, scratch.CellScores);
            return;
        }

        Kernels.DotRows(query, _lists.Centers.Span, scratch.CellScores);
        if (Similarity == Similarity.InnerProduct)
        {
            float step = SpreadWeight * MathF.Sqrt(Kernels.Dot(query, query));
            for (int c = 0; c < scratch.CellScores.Length; c++)
            {
                scratch.CellScores[c] += step * _lists.Spreads.Pointer[c];
            }
        }
    }
}
