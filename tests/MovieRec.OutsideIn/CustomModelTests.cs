using Microsoft.Extensions.DependencyInjection;
using MovieRec;

namespace OutsideIn;

/// <summary>An application's own model goes through façade, fallback, reasons, model file and dependency injection.</summary>
public sealed class CustomModelTests : IDisposable
{
    private static readonly ModelFormats Formats = ModelFormats.Default.With(new NeighbourFormat()).With(new RerankedFormat());
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"outside-in-{Guid.NewGuid():N}.mrec");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Facade_CustomTrainerAndModel_RecommendsWithExactReasons()
    {
        List<int> steps = [];
        Recommender<string, int> recommender = Recommender<string, int>.Train(
            Films.Create(), new NeighbourTrainer(2), progress: new Steps(steps));

        Assert.Equal(Enumerable.Range(1, Films.Count), steps);
        int anchors = 0;
        foreach (string viewer in recommender.Users.Ids)
        {
            RecommendationList<int> list = recommender.Recommend(viewer, new RecommendOptions { Count = 5 });
            Assert.Equal(RecommendationRung.Personalized, list.Rung);
            Assert.StartsWith("neighbour-", list.ModelVersion, StringComparison.Ordinal);
            foreach (Recommendation<int> item in list)
            {
                ItemExplanation<int> explanation = recommender.Explain(viewer, item.ItemId);
                Assert.Equal(item.Score, explanation.Score);
                Assert.Equal(item.Score, explanation.Contributions.Sum(c => c.Value), 1e-5f * explanation.Magnitude);
                Assert.True(item.Reason.TryGetAnchor(out int anchor));
                Assert.Equal(explanation.Contributions[0].ItemId, anchor);
                anchors++;
            }
        }

        Assert.True(anchors > 30);
    }

    [Fact]
    public void Facade_UnknownUserAndHistory_UseTheLibrarysFallbackAndTheModelsFoldIn()
    {
        Recommender<string, int> recommender = Recommender<string, int>.Train(Films.Create(), new NeighbourTrainer(2));

        Assert.Equal(RecommendationRung.Popular, recommender.Recommend("somebody").Rung);
        RecommendationList<int> list = recommender.RecommendFor([1001, 1003, 77]);
        Assert.Equal(RecommendationRung.FoldIn, list.Rung);
        Assert.Equal([77], list.IgnoredIds);
        Assert.Equal(1, list[0].ItemId % 2);
        Assert.Empty(recommender.SimilarTo(1001)); // no vectors: nothing, not an exception
    }

    [Fact]
    public void ModelFile_CustomFormat_SameAnswersAndOptions()
    {
        Recommender<string, int> saved = Recommender<string, int>.Train(Films.Create(), new NeighbourTrainer(2));
        saved.Save(_path, formats: Formats);

        Recommender<string, int> loaded = Recommender<string, int>.Load(_path, Formats);

        NeighbourModel model = Assert.IsType<NeighbourModel>(loaded.Model);
        Assert.Equal(((NeighbourModel)saved.Model).Similarities.ToArray(), model.Similarities.ToArray());
        Assert.Equal(saved.Model.Info, model.Info);
        Assert.Equal(saved.ModelVersion, loaded.ModelVersion);
        Assert.All(saved.Users.Ids.ToArray(), viewer => Assert.Equal(saved.Recommend(viewer), loaded.Recommend(viewer)));
        ModelSummary summary = ModelBundle.ReadSummary(_path);
        Assert.Equal(("outside.neighbour", 3, "neighbour"), (summary.Format, summary.FormatVersion, summary.Model.Algorithm));
        Assert.Equal([new ModelOption("Shrinkage", "2")], summary.Options);
    }

    [Fact]
    public void ModelFile_FormatNotGiven_SaysWhichIsNeededOnSaveAndLoad()
    {
        Recommender<string, int> saved = Recommender<string, int>.Train(Films.Create(), new NeighbourTrainer(2));
        Assert.Throws<NotSupportedException>(() => saved.Save(_path));
        Assert.False(File.Exists(_path));
        saved.Save(_path, formats: Formats);

        ModelFormatException e = Assert.Throws<ModelFormatException>(() => Recommender<string, int>.Load(_path));

        Assert.Equal("model/format", e.Section);
        Assert.Contains("'outside.neighbour'; known formats: popularity", e.Reason, StringComparison.Ordinal);
        Assert.Equal("outside.neighbour", ModelBundle.ReadSummary(_path).Format); // the summary needs no format
    }

    [Fact]
    public void ModelFile_CompositeOfTheLibrarysModel_NestsIt()
    {
        MovieDataSet<string, int> data = Films.Create();
        TrainingData training = data.ToTrainingData();
        AlsModel als = new AlsTrainer(new AlsOptions { Factors = 4, Iterations = 3 }).Fit(training);
        Recommender<string, int> saved = new(
            data.Users,
            data.Items,
            new RerankedModel(als, new SpreadReranker(data.Catalog)),
            new PopularityTrainer().Fit(training),
            data.Catalog,
            training.Histories);
        saved.Save(_path, formats: Formats);

        Recommender<string, int> loaded = Recommender<string, int>.Load(_path, Formats);

        RerankedModel model = Assert.IsType<RerankedModel>(loaded.Model);
        Assert.IsType<AlsModel>(model.Inner);
        Assert.Equal(ResultOrder.Reranked, model.Info.Order);
        using ModelFile file = ModelFile.Open(_path);
        Assert.Contains(file.Sections, s => s.Name == "model/part/itemFactors");
        Assert.Same(model.Inner, loaded.Model.GetService<AlsModel>());
        RecommendationList<int> list = loaded.Recommend("viewer 00");
        Assert.Equal(saved.Recommend("viewer 00"), list);
        Assert.Equal(ReasonKind.BecauseYouLiked, list[0].Reason.Kind); // explained by the inner model, through the decorator
        Assert.NotEqual(list[0].ItemId % 2, list[1].ItemId % 2); // the second one is of the other genre
        Assert.True(list[1].Score < list[2].Score); // and the scores are still the model's
        Assert.NotEmpty(loaded.SimilarTo(1002));
    }

    [Fact]
    public void Formats_NamesTakenOrVersionsBelowOne_AreRefused()
    {
        Assert.Throws<ArgumentException>("format", () => Formats.With(new NeighbourFormat()));
        Assert.True(Formats.TryGet("als", out _));
        Assert.False(ModelFormats.Default.TryGet("outside.neighbour", out _)); // With returns a new list
        Assert.Equal([.. ModelFormats.Default.Items.Select(f => f.Name), "outside.neighbour", "outside.spread"], Formats.Items.Select(f => f.Name));
    }

    [Fact]
    public void DependencyInjection_CustomFormat_ComesWithTheOptions()
    {
        Recommender<string, int>.Train(Films.Create(), new NeighbourTrainer(2)).Save(_path, formats: Formats);
        ServiceCollection services = new();
        services.AddMovieRec<string, int>(_path, options => options.Formats = Formats);
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.IsType<NeighbourModel>(provider.GetRequiredService<IRecommender>());
        Assert.IsType<NeighbourModel>(provider.GetRequiredService<IExplainer>());
    }

    [Fact]
    public void ModelFile_OwnSectionsAlone_NeedNoBundle()
    {
        ModelFileWriter.Write(_path, sections =>
        {
            sections.AddInt32Array("numbers", new[] { 1, 2, 3 });
            sections.AddStringArray("words", ["ä", "", "z"]);
            sections.Nested("deep").Add("mixed", w =>
            {
                w.WriteByte(7);
                w.WriteBoolean(true);
                w.WriteInt32(-8);
                w.WriteInt64(long.MinValue);
                w.WriteSingle(float.NaN);
                w.WriteDouble(0.1);
                w.WriteString("Tschüß");
            });
        });

        using ModelFile file = ModelFile.Open(_path);
        Assert.Equal([1, 2, 3], file.Root.ReadInt32Array("numbers", 3));
        Assert.Equal(["ä", "", "z"], file.Root.ReadStringArray("words"));
        using SectionReader reader = file.Root.Nested("deep").Open("mixed");
        Assert.Equal(7, reader.ReadByte());
        Assert.True(reader.ReadBoolean());
        Assert.Equal(-8, reader.ReadInt32());
        Assert.Equal(long.MinValue, reader.ReadInt64());
        Assert.True(float.IsNaN(reader.ReadSingle()));
        Assert.Equal(0.1, reader.ReadDouble());
        Assert.Throws<ModelFormatException>(reader.ExpectEnd); // there is a text left
        Assert.Equal("Tschüß", reader.ReadString());
        reader.ExpectEnd();
        Assert.Throws<ModelFormatException>(() => reader.ReadByte());
        Assert.Throws<ModelFormatException>(() => file.Root.ReadInt64Array("numbers")); // 12 bytes are no int64 values
        Assert.Throws<ModelFormatException>(() => file.Root.ReadInt32Array("nothing"));
    }

    private sealed class Steps(List<int> steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => steps.Add(value.Step);
    }
}
