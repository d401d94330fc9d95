namespace MovieRec.Tests.Imported;

public sealed class ImportedItemItemModelTests
{
    private static readonly IdMap<long> Ids = IdMap<long>.FromIndexOrder([30L, 10L, 20L, 40L]);

    [Fact]
    public void Recommend_History_AddsTheRowsOfItsItems()
    {
        Recommender<long, long> served = ImportedRecommender.Create<long, long>(Table(), new ImportedOptions { Engine = "implicit-item-item" }, cancellationToken: TestContext.Current.CancellationToken);

        RecommendationList<long> list = served.RecommendFor([30L, 10L]);

        // S(30,20) + S(10,20) = 0.5 + 0.25, S(10,40) = 0.125; 30 and 10 are the history.
        Assert.Equal([20L, 40L], list.Select(static r => r.ItemId));
        Assert.Equal([0.75f, 0.125f], list.Select(static r => r.Score));
        Assert.True(list[0].Reason.TryGetAnchor(out long anchor));
        Assert.Equal(30L, anchor);
    }

    [Fact]
    public void Explain_RatedUser_SplitsTheScoreIntoLikedItemsAndRemainder()
    {
        InteractionLogBuilder<long, long> builder = new(InteractionColumns.Rating);
        builder.Add(7, 30, 5);
        builder.Add(7, 10, 2);
        InteractionLogResult<long, long> rows = builder.Build();

        Recommender<long, long> served = ImportedRecommender.Create(
            Table(), new ImportedOptions { PositiveThreshold = 4 }, new MovieDataSet<long, long>(rows.Users, rows.Items, rows.Log), cancellationToken: TestContext.Current.CancellationToken);

        ItemExplanation<long> explanation = served.Explain(7, 20);
        Assert.Equal((5 * 0.5f) + (2 * 0.25f), explanation.Score);
        Assert.Equal(2 * 0.25f, explanation.Remainder);
        ItemContribution<long> only = Assert.Single(explanation.Contributions);
        Assert.Equal(30L, only.ItemId);
        Assert.Equal(2.5f, only.Value);
        Assert.Equal(explanation.Score, served.Recommend(7)[0].Score);
    }

    [Fact]
    public void Save_ThenLoad_AnswersTheSame()
    {
        Recommender<long, long> served = ImportedRecommender.Create<long, long>(Table(), new ImportedOptions { Engine = "implicit-item-item" }, cancellationToken: TestContext.Current.CancellationToken);
        string path = Path.Combine(Path.GetTempPath(), $"imported-{Guid.NewGuid():N}.mrec");
        try
        {
            served.Save(path, cancellationToken: TestContext.Current.CancellationToken);

            Recommender<long, long> loaded = Recommender<long, long>.Load(path, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal(served.Model.Info, loaded.Model.Info);
            Assert.Equal(served.RecommendFor([30L, 40L]).ToArray(), loaded.RecommendFor([30L, 40L]).ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Score_ItemWithoutLinkToTheHistory_IsNaN()
    {
        Recommender<long, long> served = ImportedRecommender.Create<long, long>(Table(), new ImportedOptions(), cancellationToken: TestContext.Current.CancellationToken);
        served.Items.TryGetIndex(40, out int forty);
        served.Items.TryGetIndex(30, out int thirty);
        float[] scores = new float[1];

        ((IScorer)served.Model).Score(RecommendationQuery.ForHistory([thirty]), [forty], scores);

        Assert.True(float.IsNaN(scores[0]));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 1, 1, 1 }, new[] { 4 }, new[] { 1f })]
    [InlineData(new[] { 0, 2, 2, 2, 2 }, new[] { 1, 1 }, new[] { 1f, 2f })]
    [InlineData(new[] { 0, 1, 1, 1, 1 }, new[] { 1 }, new[] { float.NaN })]
    [InlineData(new[] { 0, 1, 0, 1, 1 }, new[] { 1 }, new[] { 1f })]
    [InlineData(new[] { 0, 1, 1, 1 }, new[] { 1 }, new[] { 1f })]
    public void SimilarityTable_WrongRows_Throws(int[] starts, int[] columns, float[] values) =>
        Assert.Throws<ArgumentException>(() => new SimilarityTable<long>(Ids, starts, columns, values));

    /// <summary>Rows by position: 30 → {20: 0.5, 10: 0.25}, 10 → {40: 0.125, 20: 0.25}, 20 → {}, 40 → {30: 1}; columns unsorted.</summary>
    private static SimilarityTable<long> Table() => new(Ids, [0, 2, 4, 4, 5], [2, 1, 3, 2, 0], [0.5f, 0.25f, 0.125f, 0.25f, 1f]);
}
