using BenchmarkDotNet.Attributes;

namespace MovieRec.Benchmarks;

/// <summary>A list of 10 from 500 candidates: what each re-ranker costs beside copying the candidates.</summary>
[MemoryDiagnoser]
public class RerankBenchmarks
{
    private const int Items = 20_000;
    private const int Pool = 500;
    private const int Wanted = 10;

    private readonly ScoredItem[] _source = new ScoredItem[Pool];
    private readonly ScoredItem[] _candidates = new ScoredItem[Pool];
    private MmrReranker _mmr = null!;
    private MmrReranker _mmrGenres = null!;
    private DppReranker _dpp = null!;
    private CalibratedReranker _calibrated = null!;
    private PopularityDampingReranker _popularity = null!;

    /// <summary>Length of the item vectors.</summary>
    [Params(64)]
    public int Dimensions { get; set; }

    /// <summary>Vectors, genres and likes from fixed pseudo-random numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ulong state = 1;
        float[] values = new float[Items * Dimensions];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (Next(2_001) / 1_000f) - 1;
        }

        MovieCatalog catalog = MovieCatalog.Create(
            [.. Enumerable.Range(0, Items).Select(_ => new MovieMetadata { Genres = [.. Enumerable.Range(0, 1 + Next(4)).Select(_ => $"Genre {Next(18)}").Distinct()] })]);
        int[] liked = [.. Enumerable.Range(0, Items).Where(_ => Next(200) == 0)];
        InteractionMatrix history = InteractionMatrix.FromLog(InteractionLog.Create(
            1, Items, new int[liked.Length], liked, [.. liked.Select(static _ => 5f)], [.. liked.Select(static _ => 1L)]));
        for (int i = 0; i < Pool; i++)
        {
            _source[i] = new ScoredItem(Next(Items / Pool) + (i * (Items / Pool)), 1 - (i / 600f));
        }

        _mmr = new MmrReranker(ItemFeatures.FromVectors(new Table(Dimensions, values)));
        _mmrGenres = new MmrReranker(ItemFeatures.FromGenres(catalog));
        _dpp = new DppReranker(ItemFeatures.FromVectors(new Table(Dimensions, values)));
        _calibrated = new CalibratedReranker(catalog, history);
        _popularity = new PopularityDampingReranker(history);

        int Next(int below)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (int)((state >> 33) % (ulong)below);
        }
    }

    /// <summary>The model's own list.</summary>
    [Benchmark(Baseline = true)]
    public int Copy()
    {
        _source.CopyTo(_candidates, 0);
        return _candidates.Length;
    }

    /// <summary>Maximal marginal relevance by item vectors.</summary>
    [Benchmark]
    public int MmrVectors() => Run(_mmr);

    /// <summary>Maximal marginal relevance by genres.</summary>
    [Benchmark]
    public int MmrGenres() => Run(_mmrGenres);

    /// <summary>Determinantal point process by item vectors.</summary>
    [Benchmark]
    public int DppVectors() => Run(_dpp);

    /// <summary>Calibration to the user's genres.</summary>
    [Benchmark]
    public int Calibrated() => Run(_calibrated);

    /// <summary>Popularity damping.</summary>
    [Benchmark]
    public int Popularity() => Run(_popularity);

    private int Run(IReranker reranker)
    {
        _source.CopyTo(_candidates, 0);
        return reranker.Rerank(RecommendationQuery.ForUser(0), _candidates, Wanted);
    }

    private sealed class Table(int dimensions, float[] values) : IVectorRecommender
    {
        public int Dimensions => dimensions;

        public int ItemCount => values.Length / dimensions;

        public ReadOnlySpan<float> GetItemVector(int itemIndex) => values.AsSpan(itemIndex * dimensions, dimensions);

        public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => false;
    }
}
