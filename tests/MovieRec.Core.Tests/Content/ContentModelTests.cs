using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Content;

public sealed class ContentModelTests
{
    [Fact]
    public void Recommend_ItemNobodyLiked_IsRecommendedByItsContent()
    {
        TestSample sample = TestSample.Create(4);
        MovieCatalog catalog = ContentSample.Catalog(sample.Items.Count, static _ => true);
        ContentModel model = Model(sample, catalog);

        ScoredItem[] answer = new ScoredItem[sample.Items.Count];
        int count = model.Recommend(RecommendationQuery.ForHistory([0]), answer);

        Assert.Equal(sample.Items.Count - 1, count);
        Assert.Contains(answer[..count], static s => s.ItemIndex == TestSample.ItemWithoutRows);
    }

    [Property(MaxTest = 40, Replay = "61,67")]
    public void Explain_AnyHistory_ContributionsAddUpToTheScore(PositiveInt seed, byte dimensions, byte length, bool weighted)
    {
        TestSample sample = TestSample.Create(seed.Get % 10_000);
        ContentModel model = Model(sample, ContentSample.Catalog(sample.Items.Count, i => i % 7 != 3), 1 + (dimensions % 60));
        int[] history = [.. Enumerable.Range(0, 1 + (length % 30)).Select(k => (k * 11 + seed.Get % 50) % sample.Items.Count)];
        float[] weights = weighted ? [.. history.Select(static i => 0.5f + (i % 9))] : [];
        RecommendationQuery query = RecommendationQuery.ForHistory(history, weights);
        ScoredItem[] top = new ScoredItem[8];
        Contribution[] contributions = new Contribution[history.Length];
        int count = model.Recommend(query, top);
        foreach (ScoredItem item in top[..count])
        {
            Explanation explanation = model.Explain(query, item.ItemIndex, contributions);
            double sum = contributions[..explanation.Written].Sum(static c => (double)c.Value);
            Assert.Equal(BitConverter.SingleToInt32Bits(item.Score), BitConverter.SingleToInt32Bits(explanation.Score));
            Assert.Equal(0, explanation.Remainder);
            Assert.True(Math.Abs(explanation.Score - sum) <= 1e-5 * explanation.Magnitude, $"{explanation}, sum {sum}");
            Assert.All(contributions[..explanation.Written], c => Assert.True(model.RankableItems.Contains(c.ItemIndex)));
        }
    }

    [Fact]
    public void TryGetQueryVector_WeightedHistory_IsTheWeightedMean()
    {
        TestSample sample = TestSample.Create(9);
        ContentModel model = Model(sample, ContentSample.Catalog(sample.Items.Count, static i => i != 2));
        float[] vector = new float[model.Dimensions];

        Assert.True(model.TryGetQueryVector(RecommendationQuery.ForHistory([0, 1, 2], [1, 3, 5]), vector));

        for (int k = 0; k < vector.Length; k++)
        {
            Assert.Equal((model.GetItemVector(0)[k] + (3 * model.GetItemVector(1)[k])) / 4, vector[k], 1e-6f);
        }

        Assert.False(model.TryGetQueryVector(RecommendationQuery.ForHistory([2]), vector));
        Assert.All(vector, static v => Assert.Equal(0, v));
    }

    [Fact]
    public void Fit_MetadataIsMissing_SaysWhatToDo()
    {
        TestSample sample = TestSample.Create();
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ContentTrainer().Train(sample.Data));
        Assert.Contains("catalogue", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_VectorsForAnotherNumberOfItems_Throws()
    {
        TestSample sample = TestSample.Create();
        ItemEmbeddings two = ItemEmbeddings.Create(new EmbeddingInfo { Generator = "x", Dimensions = 3 }, new float[6]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ContentTrainer(two).Train(sample.Data));
        Assert.Contains("2 vectors for 90 items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveAndLoad_Generator_IsRemembered()
    {
        TestSample sample = TestSample.Create(2);
        float[] values = [.. Enumerable.Range(0, sample.Items.Count * 3).Select(static v => (float)Math.Sin(v))];
        EmbeddingInfo info = new() { Generator = "acme", Model = "text-7", Fingerprint = "plots only", Dimensions = 3 };
        ContentModel model = new ContentTrainer(ItemEmbeddings.Create(info, values)).Train(sample.Data);
        string path = Path.Combine(Path.GetTempPath(), $"movierec-content-{Guid.NewGuid():N}.mrec");
        try
        {
            new Recommender<int, int>(sample.Users, sample.Items, model, histories: sample.Data.Histories).Save(path);
            ContentModel loaded = Assert.IsType<ContentModel>(Recommender<int, int>.Load(path).Model);
            Assert.Equal(info, loaded.Embeddings.Info);
            Assert.Equal(model.Embeddings.Checksum, loaded.Embeddings.Checksum);
            Assert.Equal(model.Info, loaded.Info);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Recommend_ThroughTheFacade_ReasonNamesWhatIsShared()
    {
        MovieMetadata[] movies =
        [
            new() { Title = "First", Directors = ["Ann Lee"], Keywords = ["island", "storm"], Genres = ["Drama"], Cast = ["B", "C"] },
            new() { Title = "Second", Directors = ["Ann Lee"], Keywords = ["storm", "ship", "storm"], Genres = ["Drama", "War"], Cast = ["C", "D"] },
            new() { Title = "Third", Directors = ["Other"], Keywords = ["desert"], Genres = ["Western"], Cast = ["E"] },
            new() { Title = "Fourth", Directors = ["Other"], Keywords = ["desert"], Genres = ["Western"], Cast = ["E"] },
        ];
        InteractionLogResult<int, string> log = new InteractionLogBuilder<int, string>().Build(["a", "b", "c", "d"]);
        MovieCatalog catalog = MovieCatalog.Create(movies);
        TrainingData data = TrainingData.FromLog(log.Log, catalog: catalog);
        ContentModel model = new ContentTrainer(new ContentOptions { Dimensions = 4, MinimumDocumentFrequency = 1 }).Train(data);
        Recommender<int, string> recommender = new(log.Users, log.Items, model, catalog: catalog, histories: data.Histories);

        Reason<string> reason = recommender.RecommendFor(["a"])[0].Reason;

        Assert.Equal(ReasonKind.SimilarContent, reason.Kind);
        Assert.True(reason.TryGetAnchor(out string? anchor));
        Assert.Equal("a", anchor);
        Assert.Equal("b", recommender.RecommendFor(["a"])[0].ItemId);
        Assert.Equal(["Ann Lee"], reason.Shared.Directors);
        Assert.Equal(["storm"], reason.Shared.Keywords);
        Assert.Equal(["C"], reason.Shared.Cast);
        Assert.Equal(["Drama"], reason.Shared.Genres);
        Assert.False(reason.Shared.IsEmpty);
        Assert.True(catalog.GetShared(0, 2).IsEmpty);
        Assert.True(default(SharedFeatures).IsEmpty);
        Assert.Empty(default(SharedFeatures).Keywords);
        Assert.Throws<ArgumentOutOfRangeException>(() => catalog.GetShared(0, 4));
    }

    [Fact]
    public void Create_BadVectors_ThrowNamingThePlace()
    {
        EmbeddingInfo info = new() { Generator = "x", Dimensions = 3 };
        Assert.Contains("vector 1", Assert.Throws<ArgumentException>(() => ItemEmbeddings.Create(info, [0, 0, 0, 0, float.NaN, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("4 values", Assert.Throws<ArgumentException>(() => ItemEmbeddings.Create(info, new float[4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ItemEmbeddings.Create(info with { Dimensions = 0 }, []));
    }

    private static ContentModel Model(TestSample sample, MovieCatalog catalog, int dimensions = 40) =>
        new ContentTrainer(new ContentOptions { Dimensions = dimensions, PowerIterations = 1 }).Train(TrainingData.Create(sample.Data.Histories, catalog));
}
