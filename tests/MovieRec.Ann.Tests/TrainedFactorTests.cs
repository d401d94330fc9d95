using System.Globalization;

namespace MovieRec.Ann.Tests;

/// <summary>Factors that a model learned, asked with its own users: random vectors would hide what lengths do to a graph.</summary>
public sealed class TrainedFactorTests
{
    private const int Factors = 32;
    private static readonly Lazy<(AlsModel Model, UserHistories Histories)> Simulated = new(static () => Train(SimulatedLog()));

    [Fact]
    public void Hnsw_InnerProductOfTrainedFactors_ReachesNinetyNine() => AssertRecall(Simulated.Value.Model, 0.99);

    [Fact]
    public void Hnsw_InnerProductOfMovieLensFactors_ReachesNinetyNine()
    {
        string? folder = Environment.GetEnvironmentVariable("MOVIEREC_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "MOVIEREC_DATA does not name the folder with the reference data.");
        InteractionLogBuilder<long, long> builder = new(InteractionColumns.None);
        foreach (string line in File.ReadLines(Path.Combine(folder!, "ml-latest-small", "ratings.csv")).Skip(1))
        {
            string[] fields = line.Split(',');
            builder.Add(long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1], CultureInfo.InvariantCulture), 1, 0);
        }

        AssertRecall(Train(builder).Model, 0.99);
    }

    [Theory]
    [InlineData("ivf")]
    [InlineData("hnsw")]
    [InlineData("forest")]
    public void IndexedRecommender_AnyBackend_AnswersLikeTheModel(string backend)
    {
        (AlsModel model, UserHistories histories) = Simulated.Value;
        VectorTable table = VectorTable.FromModel(model);
        using VectorIndex index = backend switch
        {
            "ivf" => IvfIndex.Build(table, Similarity.InnerProduct, new IvfOptions { Probes = 24, ByteLists = true }),
            "hnsw" => HnswIndex.Build(table, Similarity.InnerProduct, new HnswOptions { EfSearch = 100 }),
            _ => ForestIndex.Build(table, Similarity.InnerProduct, new ForestOptions { SearchK = 4000 }),
        };
        IndexedRecommender indexed = new(model, index, histories);
        ScoredItem[] expected = new ScoredItem[10], actual = new ScoredItem[10];
        int same = 0;
        for (int user = 0; user < 200; user++)
        {
            int n = model.Recommend(RecommendationQuery.ForUser(user), expected);
            Assert.Equal(n, indexed.Recommend(RecommendationQuery.ForUser(user), actual));
            same += expected[..n].Intersect(actual[..n]).Count();
            ReadOnlySpan<int> seen = histories.Seen.GetUserItems(user);
            foreach (ScoredItem item in actual[..n])
            {
                Assert.False(seen.Contains(item.ItemIndex));
            }
        }

        Assert.InRange(same, 1960, 2000);
    }

    private static void AssertRecall(AlsModel model, double wanted)
    {
        using HnswIndex index = HnswIndex.Build(VectorTable.FromModel(model), Similarity.InnerProduct, new HnswOptions { EfSearch = 80 });
        RecallCertificate certificate = index.Certify(HeldOutQueries.FromUsers(model, model.UserCount, 400));
        Assert.True(certificate.Recall >= wanted, certificate.ToString());

        // The search must not be exact in disguise: a fifth of the candidates finds less.
        index.DefaultEffort = 10;
        Assert.True(index.Certify(HeldOutQueries.FromUsers(model, model.UserCount, 400)).Recall < certificate.Recall);
    }

    private static (AlsModel Model, UserHistories Histories) Train(InteractionLogBuilder<long, long> builder)
    {
        TrainingData data = TrainingData.FromLog(builder.Build().Log, new InteractionOptions { PositiveThreshold = 0 });
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = Factors, Iterations = 4, UnobservedWeight = 0.1 }).Fit(data);
        return (model, data.Histories);
    }

    /// <summary>8,000 items of falling popularity in 40 tastes, 2,000 users with two tastes each.</summary>
    private static InteractionLogBuilder<long, long> SimulatedLog()
    {
        const int Items = 8000;
        InteractionLogBuilder<long, long> builder = new(InteractionColumns.None);
        for (int user = 0; user < 2000; user++)
        {
            for (int n = 0; n < 40; n++)
            {
                ulong hash = MovieRec.Numerics.SeededRandom.Hash(31, (ulong)((user * 40) + n));
                int taste = (user + ((n % 3) == 0 ? 17 : 0)) % 40;
                double uniform = (hash >> 11) * (1.0 / (1UL << 53));
                int rank = (int)(Items / 40 * uniform * uniform * uniform);
                builder.Add(user, (rank * 40) + taste, 1, 0);
            }
        }

        return builder;
    }
}
