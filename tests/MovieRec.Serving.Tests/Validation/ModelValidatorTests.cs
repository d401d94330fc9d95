namespace MovieRec.Serving.Tests.Validation;

public sealed class ModelValidatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Recommender<string, int> _live = TestModels.Als();

    public void Dispose() => _folder.Dispose();

    private static readonly ModelValidator<string, int> Validator = new(new ValidationOptions<int>
    {
        MinAnswered = 0.9,
        GoldenQueries = [new GoldenQuery<int>("comedy", [21, 22, 23], [24, 25, 26, 27, 28], 10, 2)],
    });

    [Fact]
    public void Validate_NextNightsModel_Passes()
    {
        ValidationReport report = Validator.Validate(
            TestModels.Als(dataSeed: 1), _live, new Dictionary<string, double> { ["NDCG@10"] = 0.2 }, new Dictionary<string, double> { ["NDCG@10"] = 0.205 });

        Assert.True(report.Passed, report.Reason);
        Assert.Contains(report.Checks, c => c.Name == "golden:comedy");
    }

    [Fact]
    public void Validate_MetricWorseThanTheMargin_IsRefused()
    {
        ValidationReport report = Validator.Validate(
            TestModels.Als(dataSeed: 1), _live, new Dictionary<string, double> { ["NDCG@10"] = 0.15 }, new Dictionary<string, double> { ["NDCG@10"] = 0.2 });

        Assert.Equal("metric:NDCG@10", Assert.Single(report.Checks, c => !c.Passed).Name);
    }

    [Fact]
    public void Validate_MetricMissingOrNotANumber_IsRefused()
    {
        Dictionary<string, double> live = new() { ["NDCG@10"] = 0.2 };

        Assert.False(Validator.Validate(TestModels.Als(dataSeed: 1), _live, null, live).Passed);
        Assert.False(Validator.Validate(TestModels.Als(dataSeed: 1), _live, new Dictionary<string, double> { ["NDCG@10"] = double.NaN }, live).Passed);
    }

    [Fact]
    public void Validate_OtherRank_IsRefused() => Refused("dimensions", TestModels.Als(factors: 4));

    [Fact]
    public void Validate_Popularity_IsRefused() =>
        Refused("popularity", Recommender<string, int>.Train(TestModels.Data(), new PopularityTrainer()));

    [Fact]
    public void Validate_CollapsedToPopularity_IsRefused() => Refused("popularity", Replaced(new Collapsed(_live.Fallback!)));

    [Fact]
    public void Validate_OtherCatalogue_IsRefused()
    {
        InteractionLogBuilder<string, int> builder = new();
        for (int u = 0; u < 30; u++)
        {
            for (int i = 0; i < 20; i++)
            {
                if ((u + i) % 3 != 0)
                {
                    builder.Add($"u{u:D2}", 1_000 + i, 5);
                }
            }
        }

        (IdMap<string> users, IdMap<int> items, InteractionLog log, _) = builder.Build();
        Refused("catalogue", Recommender<string, int>.Train(new MovieDataSet<string, int>(users, items, log), new AlsTrainer(TestModels.Options())));
    }

    [Fact]
    public void Validate_Empty_IsRefused() => Refused(
        "shape",
        new Recommender<string, int>(_live.Users, _live.Items, new Empty(_live.Users.Count, _live.Items.Count)));

    [Fact]
    public void Validate_ValuesNotFinite_IsRefused() => Refused("finite", Replaced(new NotFinite(_live.Model)));

    [Fact]
    public void Validate_AnswersOnlyFew_IsRefused() => Refused("answers", Replaced(new Silent(_live.Model)));

    /// <summary>A hundred damaged files, each with one byte changed somewhere: all refused, and refusing says why.</summary>
    [Fact]
    public void ValidateFile_DamagedAnywhere_IsRefused()
    {
        _live.Save(_folder["good.mrec"]);
        byte[] good = File.ReadAllBytes(_folder["good.mrec"]);
        Assert.True(Validator.ValidateFile(_folder["good.mrec"], _live).Passed, Validator.ValidateFile(_folder["good.mrec"], _live).Reason);
        for (int i = 0; i < 100; i++)
        {
            byte[] bad = (byte[])good.Clone();
            bad[(int)((long)i * bad.Length / 100)] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_folder["bad.mrec"], bad);

            ValidationReport report = Validator.ValidateFile(_folder["bad.mrec"], _live);

            Assert.False(report.Passed);
            Assert.Equal("file", report.Checks[0].Name);
        }
    }

    private void Refused(string check, Recommender<string, int> candidate)
    {
        ValidationReport report = Validator.Validate(candidate, _live);

        Assert.Contains(report.Checks, c => c.Name == check && !c.Passed);
    }

    private Recommender<string, int> Replaced(IRecommender model) => new(_live.Users, _live.Items, model, _live.Fallback, _live.Catalog, _live.Histories);

    /// <summary>Says that it is personal, and gives everybody what popularity gives.</summary>
    private sealed class Collapsed(IRecommender popular) : IRecommender
    {
        public RecommenderInfo Info => popular.Info with { Algorithm = "collapsed", IsPersonalized = true };

        public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) => popular.Recommend(query, destination);

        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;
    }

    private sealed class Silent(IRecommender inner) : IRecommender
    {
        public RecommenderInfo Info => inner.Info with { Algorithm = "silent" };

        public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) => query.UserIndex % 2 == 0 ? inner.Recommend(query, destination) : 0;

        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;
    }

    private sealed class Empty(int users, int items) : IRecommender
    {
        public RecommenderInfo Info { get; } = new() { Algorithm = "empty", UserCount = users, ItemCount = items, InteractionCount = 0, DataFingerprint = "" };

        public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) => 0;

        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;
    }

    private sealed class NotFinite(IRecommender inner) : IRecommender, IVectorRecommender
    {
        private readonly IVectorRecommender _vectors = inner.GetService<IVectorRecommender>()!;
        private readonly float[] _bad = [.. Enumerable.Repeat(float.NaN, 8)];

        public RecommenderInfo Info => inner.Info;

        public int Dimensions => _vectors.Dimensions;

        public int ItemCount => _vectors.ItemCount;

        public ReadOnlySpan<float> GetItemVector(int itemIndex) => itemIndex == 7 ? _bad : _vectors.GetItemVector(itemIndex);

        public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => _vectors.TryGetQueryVector(query, destination);

        public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) => inner.Recommend(query, destination);

        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;
    }
}
