using MovieRec;

namespace OutsideIn;

/// <summary>An application's own index serves the library's model and its own vector model.</summary>
public sealed class CustomIndexTests
{
    [Fact]
    public void IndexedRecommender_CustomExactIndex_AnswersAsTheModelItself()
    {
        MovieDataSet<string, int> data = Films.Create();
        TrainingData training = data.ToTrainingData();
        AlsModel als = new AlsTrainer(new AlsOptions { Factors = 4, Iterations = 3 }).Fit(training);
        ScanIndex index = new([.. Enumerable.Range(0, als.ItemCount).Select(i => als.GetItemVector(i).ToArray())]);
        Recommender<string, int> direct = Facade(data, als, training);
        Recommender<string, int> indexed = Facade(data, new IndexedRecommender(als, index, training.Histories), training);

        foreach (string viewer in data.Users.Ids)
        {
            Assert.Equal(direct.Recommend(viewer), indexed.Recommend(viewer));
        }

        Assert.Equal(direct.RecommendFor([1001, 1004]), indexed.RecommendFor([1001, 1004]));
        Assert.True(index.Searches > data.Users.Count);
        Assert.Same(index, indexed.Model.GetService<ISimilarityIndex>());
        Assert.Same(als, indexed.Model.GetService<IExplainer>());
    }

    [Fact]
    public void Facade_VectorModelThatCannotExplain_RecommendsWithoutReasonsAndFindsSimilarItems()
    {
        MovieDataSet<string, int> data = Films.Create();
        TrainingData training = data.ToTrainingData();
        float[][] vectors = [.. Enumerable.Range(0, Films.Count).Select(i => new[] { i % 2 == 0 ? 1f : 0f, i % 2 == 0 ? 0f : 1f, 0.01f * i })];
        Recommender<string, int> recommender = Facade(data, new MeanVectorModel(vectors, training.Histories), training);

        RecommendationList<int> list = recommender.Recommend("viewer 01");

        Assert.Equal(RecommendationRung.Personalized, list.Rung);
        Assert.Equal(1, list[0].ItemId % 2);
        Assert.All(list, r => Assert.Equal(ReasonKind.None, r.Reason.Kind));
        Assert.All(recommender.SimilarTo(1000).Take(5), r => Assert.Equal(0, r.ItemId % 2));
        Assert.Throws<NotSupportedException>(() => recommender.Explain("viewer 01", 1000));
        float[] folded = new float[3];
        Assert.True(recommender.Model.GetService<IFoldIn>()!.TryFoldIn([1, 3], default, folded));
        Assert.Equal([0f, 1f, 0.02f], folded);
    }

    private static Recommender<string, int> Facade(MovieDataSet<string, int> data, IRecommender model, TrainingData training) =>
        new(data.Users, data.Items, model, new PopularityTrainer().Fit(training), data.Catalog, training.Histories);
}
