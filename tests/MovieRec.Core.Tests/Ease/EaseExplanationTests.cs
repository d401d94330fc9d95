namespace MovieRec.Tests.Ease;

public sealed class EaseExplanationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Explain_EveryRecommendation_AddsUpToTheScore(bool weighted)
    {
        TestSample sample = TestSample.Create(31, users: 120, items: 300, weighted: weighted);
        EaseModel model = new EaseTrainer(new EaseOptions { Regularization = 5 }).Train(sample.Data);
        ScoredItem[] top = new ScoredItem[10];
        Contribution[] contributions = new Contribution[sample.Items.Count];
        foreach (int user in sample.UsersWithLikes())
        {
            int count = model.Recommend(RecommendationQuery.ForUser(user), top);
            Assert.True(count > 0);
            foreach (ScoredItem item in top[..count])
            {
                Explanation explanation = model.Explain(RecommendationQuery.ForUser(user), item.ItemIndex, contributions);
                double sum = contributions[..explanation.Written].Sum(static c => (double)c.Value);

                Assert.Equal(item.Score, explanation.Score);
                Assert.Equal(sample.Liked.GetUserItems(user).ToArray(), contributions[..explanation.Written].Select(static c => c.ItemIndex).Order());
                Assert.True(Math.Abs(explanation.Score - explanation.Remainder - sum) <= 1e-5 * explanation.Magnitude);
            }
        }
    }

    [Fact]
    public void Explain_ShortDestination_OmittedIsTheRest()
    {
        TestSample sample = TestSample.Create(32);
        EaseModel model = new EaseTrainer(new EaseOptions { Regularization = 5 }).Train(sample.Data);
        RecommendationQuery query = RecommendationQuery.ForUser(sample.UsersWithLikes()[0]);
        Contribution[] all = new Contribution[sample.Items.Count];
        Contribution[] two = new Contribution[2];

        Explanation whole = model.Explain(query, 1, all);
        Explanation part = model.Explain(query, 1, two);

        Assert.Equal(all[..2], two);
        Assert.Equal(all[2..whole.Written].Sum(static c => (double)c.Value), part.Omitted, 1e-6);
        Assert.Equal(whole.Magnitude, part.Magnitude);
    }
}
