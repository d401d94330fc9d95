namespace MovieRec.Tests.Als;

public sealed class AlsCounterfactualTests
{
    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void Without_EveryLikedItem_EqualsFoldingTheShortenedHistoryIn(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(7, weighted: weighted);
        AlsModel model = new AlsTrainer(AlsCases.Options(objective, exponent)).Train(sample.Data);
        ScoredItem[] all = new ScoredItem[model.ItemCount];
        foreach (int user in sample.UsersWithLikes().Take(8))
        {
            int[] liked = sample.Liked.GetUserItems(user).ToArray();
            float[] weights = sample.Liked.GetUserWeights(user).ToArray();
            RecommendationQuery query = RecommendationQuery.ForUser(user);
            int count = model.Recommend(query, all);
            ScoredItem target = all[Math.Min(2, count - 1)];
            float[] scores = new float[liked.Length];
            model.ScoresWithout(query, target.ItemIndex, liked, scores);
            for (int j = 0; j < liked.Length; j++)
            {
                Counterfactual result = model.Without(query, target.ItemIndex, liked[j]);
                Assert.Equal(target.Score, result.Score);
                Assert.Equal(Math.Min(2, count - 1) + 1, result.Rank);
                Assert.Equal(scores[j], result.ScoreWithout);
                int[] shorter = [.. liked.Where(i => i != liked[j])];
                float[] shorterWeights = weights.Length == 0 ? [] : [.. weights.Where((_, n) => n != j)];
                if (shorter.Length == 0)
                {
                    Assert.Equal((0f, count), (result.ScoreWithout, result.RankWithout));
                    continue;
                }

                RecommendationQuery fold = RecommendationQuery.ForHistory(shorter, shorterWeights) with
                {
                    Eligible = ItemMask.Create(model.ItemCount, i => sample.Seen.GetUserItems(user).BinarySearch(i) < 0),
                };
                int n = model.Recommend(fold, all);
                int place = Array.FindIndex(all, 0, n, item => item.ItemIndex == target.ItemIndex);
                Assert.Equal((place + 1, all[place].Score), (result.RankWithout, result.ScoreWithout));
                Assert.Equal(result.Score - result.ScoreWithout, result.Effect);
                Assert.Equal(count, model.Recommend(query, all));
            }
        }
    }

    [Fact]
    public void Without_RegularisationDependsOnLength_DiffersFromTheContribution()
    {
        TestSample sample = TestSample.Create(7);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 6, Iterations = 4 }).Train(sample.Data);
        int user = sample.UsersWithLikes()[0];
        ScoredItem[] top = new ScoredItem[1];
        model.Recommend(RecommendationQuery.ForUser(user), top);
        Contribution[] contributions = new Contribution[1];
        model.Explain(RecommendationQuery.ForUser(user), top[0].ItemIndex, contributions);
        Counterfactual without = model.Without(RecommendationQuery.ForUser(user), top[0].ItemIndex, contributions[0].ItemIndex);
        Assert.True(without.Effect > 0);
        Assert.NotEqual(contributions[0].Value, without.Effect, 1e-6f);
    }

    [Fact]
    public void Without_ItemsThatDoNotFit_Throw()
    {
        TestSample sample = TestSample.Create(7);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 6, Iterations = 1 }).Train(sample.Data);
        int user = sample.UsersWithLikes()[0];
        int liked = sample.Liked.GetUserItems(user)[0];
        int other = Enumerable.Range(0, model.ItemCount).First(i => model.RankableItems.Contains(i) && sample.Liked.GetUserItems(user).BinarySearch(i) < 0);
        Assert.Throws<ArgumentException>(() => model.Without(RecommendationQuery.ForUser(user), other, other));
        Assert.Throws<ArgumentException>(() => model.Without(RecommendationQuery.ForUser(user), TestSample.ItemWithoutRows, liked));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Without(RecommendationQuery.ForUser(user), model.ItemCount, liked));
        Assert.Throws<ArgumentException>(() => model.Without(default, other, liked));
        Assert.Throws<ArgumentException>(() => model.ScoresWithout(RecommendationQuery.ForUser(user), other, [liked], []));
    }
}
