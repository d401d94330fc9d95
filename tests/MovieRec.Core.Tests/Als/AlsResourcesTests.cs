namespace MovieRec.Tests.Als;

/// <summary>Memory and stack of the hot calls.</summary>
public sealed class AlsResourcesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(1024)]
    public void HotCalls_Warm_AllocateNothing(int factors)
    {
        TestSample sample = TestSample.Create(15, users: 8, items: 30, weighted: true);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = factors, Iterations = 1, RecordLoss = false }).Train(sample.Data);
        IndexedRecommender indexed = new(model, new ExactIndex(model, Similarity.InnerProduct), sample.Data.Histories);
        int user = sample.UsersWithLikes()[0];
        ItemMask mask = ItemMask.Create(30, i => i % 2 == 0);
        int[] history = [3, 2, 1, 2];
        float[] weights = [1, 2, 3, 4];
        int[] items = [0, 1, 2, TestSample.ItemWithoutRows];
        ScoredItem[] found = new ScoredItem[10];
        float[] scores = new float[4];
        float[] vector = new float[factors];
        Contribution[] contributions = new Contribution[12];
        Explanation[] explanations = new Explanation[4];

        AssertNone("Recommend(user)", () => model.Recommend(RecommendationQuery.ForUser(user, history) with { Eligible = mask }, found));
        AssertNone("Recommend(history)", () => model.Recommend(RecommendationQuery.ForHistory(history, weights), found));
        AssertNone("Recommend(default)", () => model.Recommend(default, found));
        AssertNone("Score(user)", () => model.Score(RecommendationQuery.ForUser(user), items, scores));
        AssertNone("Score(history)", () => model.Score(RecommendationQuery.ForHistory(history), items, scores));
        AssertNone("TryFoldIn", () => model.TryFoldIn(history, weights, vector));
        AssertNone("Explain(user)", () => model.Explain(RecommendationQuery.ForUser(user), 4, contributions));
        AssertNone("ExplainMany(history)", () => model.ExplainMany(RecommendationQuery.ForHistory(history, weights), items, explanations, contributions, 3));
        AssertNone("Indexed.Recommend(user)", () => indexed.Recommend(RecommendationQuery.ForUser(user), found));
        AssertNone("Indexed.Recommend(history)", () => indexed.Recommend(RecommendationQuery.ForHistory(history), found));
        foreach (Similarity similarity in Enum.GetValues<Similarity>())
        {
            ExactIndex index = new(model, similarity);
            AssertNone($"Search({similarity})", () => index.Search(vector, found, new SearchOptions { Eligible = mask, Exclude = 2 }));
        }
    }

    [Fact]
    public void HotCalls_LargestModelOnASmallStack_Run()
    {
        TestSample sample = TestSample.Create(15, users: 8, items: 30);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 1024, Iterations = 1, RecordLoss = false }).Train(sample.Data);
        ExactIndex index = new(model, Similarity.Cosine);
        IndexedRecommender indexed = new(model, new ExactIndex(model, Similarity.InnerProduct), sample.Data.Histories);
        int user = sample.UsersWithLikes()[0];
        int answers = 0;
        Exception? failure = null;

        // The smallest stack that thread pools commonly use is 256 KiB; half of it must do.
        Thread thread = new(
            () =>
            {
                try
                {
                    ScoredItem[] found = new ScoredItem[10];
                    answers += model.Recommend(RecommendationQuery.ForHistory([1, 2, 3]), found);
                    answers += indexed.Recommend(RecommendationQuery.ForUser(user), found);
                    answers += index.Search(model.GetUserVector(user), found);
                    answers += model.Explain(RecommendationQuery.ForUser(user), found[0].ItemIndex, new Contribution[3]).Written;
                }
                catch (InvalidOperationException exception)
                {
                    failure = exception;
                }
            },
            maxStackSize: 128 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.Equal(33, answers);
    }

    private static void AssertNone(string what, Action call) =>
        Assert.Equal((what, 0L), (what, Allocations.PerCall(call)));
}
