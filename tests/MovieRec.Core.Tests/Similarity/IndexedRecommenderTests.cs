namespace MovieRec.Tests.SimilaritySearch;

public sealed class IndexedRecommenderTests
{
    private readonly TestSample _sample = TestSample.Create(31);
    private readonly AlsModel _model;

    public IndexedRecommenderTests() =>
        _model = new AlsTrainer(new AlsOptions { Factors = 5, Iterations = 3 }).Train(_sample.Data);

    [Fact]
    public void Recommend_OverExactIndex_EqualsTheModelBitForBit()
    {
        IndexedRecommender indexed = new(_model, new ExactIndex(_model, Similarity.InnerProduct), _sample.Data.Histories);
        ItemMask mask = ItemMask.Create(90, i => i % 3 != 0);
        foreach (int user in _sample.UsersWithLikes())
        {
            foreach (int count in (int[])[1, 5, 90])
            {
                ScoredItem[] expected = new ScoredItem[count];
                ScoredItem[] actual = new ScoredItem[count];
                foreach (ItemMask? eligible in (ItemMask?[])[null, mask])
                {
                    RecommendationQuery query = RecommendationQuery.ForUser(user, [1, 2]) with { Eligible = eligible };
                    Assert.Equal(_model.Recommend(query, expected), indexed.Recommend(query, actual));
                    Assert.Equal(expected, actual);
                }
            }
        }
    }

    [Fact]
    public void Recommend_ItemsWithoutEvidenceOutrankOthersInTheIndex_StillFindsEnough()
    {
        // Zero vectors score 0 in the index, above every negative score: the search must go on behind them.
        IndexedRecommender indexed = new(_model, new ExactIndex(_model, Similarity.InnerProduct), _sample.Data.Histories);
        int user = _sample.UsersWithLikes()[0];
        ScoredItem[] all = new ScoredItem[90];
        int count = _model.Recommend(RecommendationQuery.ForUser(user) with { AllowHistoryItems = true }, all);
        Assert.True(all[count - 1].Score < 0, "the data must give negative scores");
        ItemMask negative = ItemMask.Create(90, i => !_model.RankableItems.Contains(i) || i == all[count - 1].ItemIndex);
        ScoredItem[] one = new ScoredItem[1];
        Assert.Equal(1, indexed.Recommend(RecommendationQuery.ForUser(user) with { AllowHistoryItems = true, Eligible = negative }, one));
        Assert.Equal(all[count - 1], one[0]);
    }

    [Fact]
    public void GetService_FindsIndexAndModelBehindIt()
    {
        ExactIndex index = new(_model, Similarity.InnerProduct);
        IndexedRecommender indexed = new(_model, index, _sample.Data.Histories);
        Assert.Same(index, indexed.GetService<ISimilarityIndex>());
        Assert.Same(_model, indexed.GetService<IVectorRecommender>());
        Assert.Same(_model, indexed.GetService<IFoldIn>());
        Assert.Same(_model, indexed.GetService<AlsModel>());
        Assert.Same(indexed, indexed.GetService<IndexedRecommender>());
    }

    [Fact]
    public void Constructor_PartsThatDoNotFit_ThrowSayingWhy()
    {
        ExactIndex index = new(_model, Similarity.InnerProduct);
        PopularityModel popularity = new PopularityTrainer().Train(_sample.Data);
        Assert.Contains(
            "no item vectors",
            Assert.Throws<ArgumentException>(() => new IndexedRecommender(popularity, index, _sample.Data.Histories)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Cosine",
            Assert.Throws<ArgumentException>(
                () => new IndexedRecommender(_model, new ExactIndex(_model, Similarity.Cosine), _sample.Data.Histories)).Message,
            StringComparison.Ordinal);
        ExactIndex other = new(new VectorTable(3, [1, 2, 3]), Similarity.InnerProduct);
        Assert.Contains(
            "1 vectors of 3",
            Assert.Throws<ArgumentException>(() => new IndexedRecommender(_model, other, _sample.Data.Histories)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 users and 90 items",
            Assert.Throws<ArgumentException>(() => new IndexedRecommender(_model, index, UserHistories.Empty(1, 90))).Message,
            StringComparison.Ordinal);
    }
}
