using BenchmarkDotNet.Attributes;
using MovieRec.Data;

namespace MovieRec.Benchmarks;

/// <summary>One answer for one user: what the exclusion of seen items, reasons and the façade add to the scan.</summary>
[MemoryDiagnoser]
public class RecommendBenchmarks
{
    private readonly ScoredItem[] _top = new ScoredItem[10];
    private readonly Recommendation<long>[] _list = new Recommendation<long>[10];
    private readonly RecommendOptions _withoutReasons = new() { IncludeReasons = false };
    private Recommender<long, long> _recommender = null!;
    private ExactIndex _index = null!;
    private float[] _query = [];
    private long _user;

    /// <summary>Factors of the model.</summary>
    [Params(64, 128)]
    public int Factors { get; set; }

    /// <summary>A model of 2 million interactions on 62,000 movies.</summary>
    [GlobalSetup]
    public void Setup()
    {
        MovieDataSet<long, long> data = SyntheticDataSet.Create(new SyntheticOptions { Users = 20_000, Movies = 62_000, Interactions = 2_000_000 });
        _recommender = Recommender<long, long>.Train(data, new AlsTrainer(new AlsOptions { Factors = Factors, Iterations = 4 }));
        AlsModel model = (AlsModel)_recommender.Model;
        _index = new ExactIndex(model, Similarity.InnerProduct);
        _user = _recommender.Users[10_000];
        _query = model.GetUserVector(10_000).ToArray();
    }

    /// <summary>The plain scan of every item vector.</summary>
    [Benchmark(Baseline = true)]
    public int ExactScan() => _index.Search(_query, _top);

    /// <summary>The model: seen items excluded.</summary>
    [Benchmark]
    public int Model() => _recommender.Model.Recommend(RecommendationQuery.ForUser(10_000), _top);

    /// <summary>The façade's span overload without reasons.</summary>
    [Benchmark]
    public int Facade() => _recommender.Recommend(_user, _list, out _, _withoutReasons);

    /// <summary>The façade's span overload with the reason of each item.</summary>
    [Benchmark]
    public int FacadeWithReasons() => _recommender.Recommend(_user, _list, out _);
}
