using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Svd;

public sealed class SvdExplanationTests
{
    [Property(MaxTest = 40, Replay = "51,53")]
    public void Explain_AnyModel_ContributionsAddUpAndAreTheProducts(PositiveInt seed, byte factors, bool weighted)
    {
        TestSample sample = TestSample.Create(seed.Get % 10_000, weighted: weighted);
        SvdModel model = new SvdTrainer(new SvdOptions { Factors = 1 + (factors % 40), PowerIterations = 2 }).Train(sample.Data);
        ScoredItem[] top = new ScoredItem[5];
        Contribution[] contributions = new Contribution[sample.Items.Count];
        foreach (int user in sample.UsersWithLikes().Take(6))
        {
            RecommendationQuery query = RecommendationQuery.ForUser(user);
            foreach (ScoredItem item in top[..model.Recommend(query, top)])
            {
                Explanation explanation = model.Explain(query, item.ItemIndex, contributions);
                double sum = contributions[..explanation.Written].Sum(static c => (double)c.Value);
                Assert.Equal(BitConverter.SingleToInt32Bits(item.Score), BitConverter.SingleToInt32Bits(explanation.Score));
                Assert.Equal(0, explanation.Remainder);
                Assert.True(Math.Abs(explanation.Score - sum) <= 1e-5 * explanation.Magnitude, $"{explanation}, sum {sum}");
                foreach (Contribution contribution in contributions[..explanation.Written])
                {
                    int position = sample.Liked.GetUserItems(user).IndexOf(contribution.ItemIndex);
                    double expected = weighted ? sample.Liked.GetUserWeights(user)[position] : 1;
                    ReadOnlySpan<float> a = model.GetItemVector(contribution.ItemIndex);
                    ReadOnlySpan<float> b = model.GetItemVector(item.ItemIndex);
                    double dot = 0;
                    for (int k = 0; k < a.Length; k++)
                    {
                        dot += (double)a[k] * b[k];
                    }

                    Assert.Equal(expected * dot, contribution.Value, 1e-5);
                }
            }
        }
    }
}
