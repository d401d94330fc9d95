using Microsoft.Extensions.DependencyInjection;

namespace MovieRec.Tests.Pipeline;

public sealed class RecommendationPipelineTests
{
    private readonly TestSample _sample = TestSample.Create(5);
    private readonly MovieCatalog _catalog;
    private readonly AlsModel _model;

    public RecommendationPipelineTests()
    {
        string[] genres = ["Action", "Comedy", "Drama"];
        _catalog = MovieCatalog.Create(
            [.. Enumerable.Range(0, _sample.Items.Count).Select(i => new MovieMetadata { Genres = [genres[i % 3]], Year = 1950 + i, AddedAt = 1000 + i })]);
        _model = new AlsTrainer(new AlsOptions { Factors = 8, Iterations = 4 }).Fit(_sample.Data);
    }

    private int User => _sample.UsersWithLikes()[0];

    [Fact]
    public void Recommend_WithoutSteps_IsTheModelBitForBit()
    {
        RecommendationPipeline pipeline = Builder().UseDiversity(0).Build();
        Assert.Equal(Answer(_model), Answer(pipeline));
        Assert.Equal(_model.Info, pipeline.Info);
    }

    [Fact]
    public void Recommend_WithReranker_ScoresStayTheModelsAndOrderSaysSo()
    {
        RecommendationPipeline pipeline = Builder().UseDiversity(0.6f).Build();
        ScoredItem[] answer = Answer(pipeline);
        float[] scores = new float[answer.Length];
        _model.Score(RecommendationQuery.ForUser(User), [.. answer.Select(static a => a.ItemIndex)], scores);
        Assert.Equal(scores, answer.Select(static a => a.Score));
        Assert.NotEqual(Answer(_model), answer);
        Assert.Equal(ResultOrder.Reranked, pipeline.Info.Order);
        Assert.Equal("als", pipeline.Info.Algorithm);
        Assert.Contains(new ModelOption("Pipeline.Reranker1", RerankerSpec.Create("dpp", 0.6f * 0.6f).ToString()), pipeline.Info.OptionValues);
    }

    [Fact]
    public void Recommend_FullDiversity_BeginsWithOneOfEachGenre()
    {
        Assert.NotEqual(3, Answer(_model).Take(3).Select(static a => a.ItemIndex % 3).Distinct().Count());
        Assert.Equal(3, Answer(Builder().UseDiversity(1).Build()).Take(3).Select(static a => a.ItemIndex % 3).Distinct().Count());
    }

    [Fact]
    public void ToStrength_Setting_IsItsSquare()
    {
        Assert.Equal(0, Diversity.ToStrength(0));
        Assert.Equal(0.25f, Diversity.ToStrength(0.5f));
        Assert.Equal(1, Diversity.ToStrength(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Diversity.ToStrength(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecommendOptions { Diversity = float.NaN });
    }

    [Fact]
    public void Recommend_Filters_ArePushedDownWithTheQuerys()
    {
        ItemMask third = ItemMask.Create(_sample.Items.Count, static i => i % 3 == 0);
        ItemMask even = ItemMask.Create(_sample.Items.Count, static i => i % 2 == 0);
        RecommendationPipeline pipeline = Builder().UseDiversity(0.5f).Where(third).Where(new MovieFilter { ToYear = 2010 }).Build();
        ScoredItem[] all = new ScoredItem[1000];
        RecommendationQuery query = RecommendationQuery.ForUser(User) with { Eligible = even };
        int written = pipeline.Recommend(query, all);
        RecommendationQuery both = RecommendationQuery.ForUser(User) with
        {
            Eligible = ItemMask.Create(_sample.Items.Count, static i => i % 6 == 0 && i <= 60),
        };
        int expected = _model.Recommend(both, new ScoredItem[1000]);
        Assert.True(expected > 3);
        Assert.Equal(expected, written);
        Assert.All(all.Take(written), static a => Assert.True(a.ItemIndex % 6 == 0 && a.ItemIndex <= 60));
        Assert.Equal(expected, pipeline.Recommend(query, all));
    }

    [Fact]
    public void Recommend_MoreThanCandidates_RestInTheModelsOrder()
    {
        RecommendationPipeline pipeline = Builder().UseCandidates(6).UseDiversity(0.9f).Build();
        ScoredItem[] own = new ScoredItem[20];
        ScoredItem[] list = new ScoredItem[20];
        int expected = _model.Recommend(RecommendationQuery.ForUser(User), own);
        Assert.Equal(expected, pipeline.Recommend(RecommendationQuery.ForUser(User), list));
        Assert.Equal(own.Skip(6), list.Skip(6));
        Assert.Equal(own.Take(6).OrderBy(static a => a.ItemIndex), list.Take(6).OrderBy(static a => a.ItemIndex));
    }

    [Fact]
    public void Recommend_TwoRerankers_RunAsWrittenAndNarrow()
    {
        Recording first = new();
        Recording second = new();
        RecommendationPipeline pipeline = Builder().UseCandidates(30).Use(first, keep: 8).Use(second).Build();
        Assert.Equal(4, pipeline.Recommend(RecommendationQuery.ForUser(User), new ScoredItem[4]));
        Assert.Equal((30, 8), first.Seen);
        Assert.Equal((8, 4), second.Seen);
        Assert.Equal(4, Builder().UseCandidates(30).Use(first).Use(second).Build().Recommend(RecommendationQuery.ForUser(User), new ScoredItem[4]));
        Assert.Equal((20, 4), second.Seen);
    }

    [Fact]
    public void Build_BuilderGoesOn_PipelineStays()
    {
        RecommendationPipelineBuilder builder = Builder().UseDiversity(0.5f);
        RecommendationPipeline pipeline = builder.Build();
        ScoredItem[] before = Answer(pipeline);
        builder.Use(RerankerSpec.Create("popularity", 1)).UseCandidates(3).Where(ItemMask.Create(_sample.Items.Count, static _ => false));
        Assert.Equal(before, Answer(pipeline));
        Assert.Single(pipeline.Rerankers);
    }

    [Fact]
    public void GetService_OfTheModel_PassesThrough()
    {
        RecommendationPipeline pipeline = Builder().UseDiversity(0.5f).Build();
        Assert.Same(_model, pipeline.GetService<IExplainer>());
        Assert.Same(_model, pipeline.GetService<IFoldIn>());
        Assert.Same(pipeline, pipeline.GetService<RecommendationPipeline>());
        ScoredItem[] answer = Answer(pipeline);
        foreach (ScoredItem item in answer)
        {
            Explanation explanation = pipeline.GetService<IExplainer>()!.Explain(RecommendationQuery.ForUser(User), item.ItemIndex, default);
            Assert.Equal(item.Score, explanation.Score);
        }
    }

    [Fact]
    public void Recommend_WarmCall_AllocatesNothing()
    {
        ItemMask even = ItemMask.Create(_sample.Items.Count, static i => i % 2 == 0);
        RecommendationPipeline pipeline = Builder().Where(ItemMask.All(_sample.Items.Count)).Use(RerankerSpec.Create("dpp", 0.5f)).UseDiversity(0.5f).Build();
        ScoredItem[] destination = new ScoredItem[10];
        int user = User;
        Assert.Equal(0, Allocations.PerCall(() => pipeline.Recommend(RecommendationQuery.ForUser(user) with { Eligible = even }, destination)));
    }

    [Fact]
    public void Save_PipelineOfNamedRerankers_ComesBackWithTheSameLists()
    {
        Recommender<int, int> recommender = Recommender().WithPipeline(static p => p
            .UseCandidates(40)
            .Use(RerankerSpec.Create("calibrated", 0.25f), keep: 30)
            .Use(RerankerSpec.Create("dpp-vectors", 0.3f))
            .Use(RerankerSpec.Create("mmr", 0.1f)));
        string path = Path.Combine(Path.GetTempPath(), $"movierec-pipeline-{Guid.NewGuid():N}.mrec");
        try
        {
            recommender.Save(path);
            Recommender<int, int> loaded = Recommender<int, int>.Load(path);
            Assert.Equal(recommender.Model.Info, loaded.Model.Info);
            Assert.Equal(recommender.ModelVersion, loaded.ModelVersion);
            Assert.Equal(Answer(recommender.Model), Answer(loaded.Model));
            Assert.IsType<RecommendationPipeline>(loaded.Fallback);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Save_PipelineWithAMask_SaysThatItCannot()
    {
        Recommender<int, int> recommender = Recommender().WithPipeline(p => p.Where(ItemMask.All(_sample.Items.Count)));
        Assert.Throws<NotSupportedException>(() => recommender.Save(Path.Combine(Path.GetTempPath(), $"movierec-{Guid.NewGuid():N}.mrec")));
    }

    [Fact]
    public void Facade_DiversityOfTheRequest_TakesThePlaceOfTheRerankers()
    {
        Recommender<int, int> plain = Recommender();
        Recommender<int, int> diverse = plain.WithDiversity(0.5f);
        int user = _sample.Users[User];
        Assert.Equal(Ids(plain.Recommend(user, new RecommendOptions { Diversity = 0.5f })), Ids(diverse.Recommend(user)));
        Assert.NotEqual(Ids(plain.Recommend(user)), Ids(diverse.Recommend(user)));
        Assert.Equal(Ids(plain.Recommend(user)), Ids(diverse.Recommend(user, new RecommendOptions { Diversity = 0 })));
        Assert.Equal(Ids(plain.Recommend(user)), Ids(plain.WithDiversity(0).Recommend(user)));
        Assert.Equal(
            Ids(plain.Recommend(user, new RecommendOptions { Diversity = 0.9f })),
            Ids(diverse.WithPipeline(static p => p.Use(RerankerSpec.Create("popularity", 1))).Recommend(user, new RecommendOptions { Diversity = 0.9f })));
        foreach (Recommendation<int> item in diverse.Recommend(user))
        {
            Assert.Equal(item.Score, diverse.Explain(user, item.ItemId).Score);
        }
    }

    [Fact]
    public void Facade_UnknownUser_FallbackIsFilteredAndDiverseToo()
    {
        Recommender<int, int> recommender = Recommender().WithPipeline(static p => p.Where(new MovieFilter { Genres = ["drama"] }));
        RecommendationList<int> list = recommender.Recommend(-1);
        Assert.Equal(RecommendationRung.Popular, list.Rung);
        Assert.All(list, item => Assert.Equal(["Drama"], recommender.GetMetadata(item.ItemId)!.Genres));
        RecommendationList<int> diverse = Recommender().Recommend(-1, new RecommendOptions { Diversity = 1, Count = 3 });
        Assert.Equal(3, diverse.Select(item => recommender.GetMetadata(item.ItemId)!.Genres[0]).Distinct().Count());
    }

    [Fact]
    public void Facade_NothingToCompareBy_OnlyDiversityAboveZeroThrows()
    {
        PopularityModel popular = new PopularityTrainer().Fit(_sample.Data);
        Recommender<int, int> recommender = new(_sample.Users, _sample.Items, popular);
        Assert.False(recommender.OffersDiversity);
        Assert.NotEmpty(recommender.Recommend(1, new RecommendOptions { Diversity = 0 }));
        Assert.Throws<NotSupportedException>(() => recommender.Recommend(1, new RecommendOptions { Diversity = 0.1f }));
        Assert.Throws<NotSupportedException>(() => recommender.WithDiversity(0.1f));
    }

    [Fact]
    public void Services_UseDiversity_RecommenderHasThePipeline()
    {
        ServiceCollection services = new();
        services.AddMovieRec(Recommender()).UseDiversity(0.5f).UsePipeline(static p => p.Where(new MovieFilter { ExcludedGenres = ["comedy"] }));
        using ServiceProvider provider = services.BuildServiceProvider();
        Recommender<int, int> recommender = provider.GetRequiredService<Recommender<int, int>>();
        RecommendationPipeline outer = Assert.IsType<RecommendationPipeline>(recommender.Model);
        Assert.Single(Assert.IsType<RecommendationPipeline>(outer.Model).Rerankers);
        Assert.All(
            recommender.Recommend(_sample.Users[User]), item => Assert.NotEqual("Comedy", recommender.GetMetadata(item.ItemId)!.Genres[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddMovieRec(Recommender()).UseDiversity(1.5f));
    }

    [Theory]
    [InlineData("mmr")]
    [InlineData("mmr=")]
    [InlineData("mmr=2")]
    [InlineData("mmr=NaN")]
    [InlineData("best=0.5")]
    public void SpecParse_WrongText_SaysWhatIsExpected(string text) =>
        Assert.Contains("mmr", Assert.Throws<FormatException>(() => RerankerSpec.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void SpecParse_EveryName_ReadsAndMakes()
    {
        foreach (string name in RerankerSpec.Names)
        {
            RerankerSpec spec = RerankerSpec.Parse($"{name}=0.25");
            Assert.Equal(spec, RerankerSpec.Parse(spec.ToString()));
            Assert.Equal(0.25f, spec.Create(_model, _catalog, _sample.Liked).Strength);
        }
    }

    private static int[] Ids(RecommendationList<int> list) => [.. list.Select(static r => r.ItemId)];

    private RecommendationPipelineBuilder Builder() => new(_model, _catalog, _sample.Data.Histories);

    private Recommender<int, int> Recommender() =>
        new(_sample.Users, _sample.Items, _model, new PopularityTrainer().Fit(_sample.Data), _catalog, _sample.Data.Histories);

    private ScoredItem[] Answer(IRecommender model)
    {
        ScoredItem[] destination = new ScoredItem[10];
        return destination[..model.Recommend(RecommendationQuery.ForUser(User), destination)];
    }

    private sealed class Recording : IReranker
    {
        public (int Candidates, int Count) Seen { get; private set; }

        public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count)
        {
            Seen = (candidates.Length, count);
            return Math.Min(count, candidates.Length);
        }
    }
}
