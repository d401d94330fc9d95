using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Als;

public sealed class AlsExplanationTests
{
    private static readonly AlsObjective[] Objectives = Enum.GetValues<AlsObjective>();

    [Property(MaxTest = 100, Replay = "11,13")]
    public void Explain_RandomModelAndQuery_AddsUpToTheRecommendedScore(
        PositiveInt seed, byte factors, bool huKoren, bool weighted, byte lambda, byte unobserved, byte exponent, byte who)
    {
        TestSample sample = Sample(seed, weighted);
        AlsModel model = Train(sample, factors, huKoren, lambda, unobserved, exponent);
        int[] users = sample.UsersWithLikes();
        int user = users[who % users.Length];
        AssertAddsUp(model, RecommendationQuery.ForUser(user), sample.Liked.GetUserItems(user));
        int[] history = [.. Enumerable.Range(0, 40).Where(i => ((long)i * seed.Get) % 7 < 3)];
        float[] weights = weighted ? [.. history.Select(i => 0.25f * (1 + (i % 9)))] : [];
        AssertAddsUp(model, RecommendationQuery.ForHistory(history, weights), history);
        AssertAddsUp(model, RecommendationQuery.ForHistory(history.AsSpan(0, 1)), history.AsSpan(0, 1));
    }

    [Property(MaxTest = 60, Replay = "17,19")]
    public void Explain_OneLikedItemTakenBack_LowersTheScoreByItsContribution(
        PositiveInt seed, byte factors, bool huKoren, bool weighted, byte lambda, byte unobserved, byte exponent)
    {
        // Solved again from scratch in double precision: the preference of j becomes 0, its confidence stays.
        TestSample sample = Sample(seed, weighted);
        AlsModel model = Train(sample, factors, huKoren, lambda, unobserved, exponent);
        DenseAls oracle = DenseAls.OverItemsOf(model);
        Contribution[] contributions = new Contribution[40];
        ScoredItem[] found = new ScoredItem[5];
        foreach (int user in sample.UsersWithLikes())
        {
            int[] liked = sample.Liked.GetUserItems(user).ToArray();
            float[] weights = sample.Liked.GetUserWeights(user).ToArray();
            double[] full = oracle.Solve(liked, weights);
            double[][] without = [.. liked.Select(j => oracle.Solve(liked, weights, j))];
            foreach (ScoredItem item in found[..model.Recommend(RecommendationQuery.ForUser(user), found)])
            {
                Explanation explanation = model.Explain(RecommendationQuery.ForUser(user), item.ItemIndex, contributions);
                Assert.Equal(liked.Length, explanation.Written);
                foreach (Contribution contribution in contributions[..explanation.Written])
                {
                    double drop = oracle.Score(full, item.ItemIndex)
                        - oracle.Score(without[Array.IndexOf(liked, contribution.ItemIndex)], item.ItemIndex);
                    Assert.True(
                        Math.Abs(drop - contribution.Value) <= 1e-4 * explanation.Magnitude,
                        $"user {user}, item {item.ItemIndex}, {contribution}: the score falls by {drop}");
                }
            }
        }
    }

    [Fact]
    public void Explain_TruncatedDestination_HoldsTheLargestAndOmittedIsTheRest()
    {
        (AlsModel model, TestSample sample) = Model();
        int user = sample.UsersWithLikes().MaxBy(u => sample.Liked.GetUserItems(u).Length);
        int item = First(model, user);
        int length = sample.Liked.GetUserItems(user).Length;
        Contribution[] all = new Contribution[length + 5];
        Explanation full = model.Explain(RecommendationQuery.ForUser(user), item, all);
        Assert.Equal(length, full.Written);
        Assert.Equal(0f, full.Omitted);
        Assert.Equal(default, all[length]);
        Assert.Equal(all[..length].Sum(c => Math.Abs((double)c.Value)), full.Magnitude, 1e-6 * full.Magnitude);
        for (int room = 0; room <= length; room++)
        {
            Contribution[] some = new Contribution[room];
            Explanation cut = model.Explain(RecommendationQuery.ForUser(user), item, some);
            Assert.Equal(room, cut.Written);
            Assert.Equal(all[..room], some);
            Assert.Equal(all[room..length].Sum(c => (double)c.Value), cut.Omitted, 1e-6 * full.Magnitude);
            Assert.Equal((full.Score, full.Remainder, full.Magnitude), (cut.Score, cut.Remainder, cut.Magnitude));
        }
    }

    [Fact]
    public void Explain_EqualContributions_TiesGoToTheLowerIndex()
    {
        (AlsModel model, TestSample _) = Model();
        Contribution[] contributions = new Contribution[4];
        int[] history = [TestSample.SecondTwin, 1, TestSample.FirstTwin, 2];
        for (int item = 0; item < 90; item++)
        {
            Explanation explanation = model.Explain(RecommendationQuery.ForHistory(history), item, contributions);
            Assert.Equal(4, explanation.Written);
            int first = Array.FindIndex(contributions, c => c.ItemIndex == TestSample.FirstTwin);
            Assert.Equal(TestSample.SecondTwin, contributions[first + 1].ItemIndex);
            Assert.Equal(contributions[first].Value, contributions[first + 1].Value);
            Assert.Equal(contributions.Select(c => c.Value).OrderDescending(), contributions.Select(c => c.Value));
        }
    }

    [Fact]
    public void ExplainMany_AnyQuery_EqualsExplainItemByItem()
    {
        (AlsModel model, TestSample sample) = Model(weighted: true);
        int[] items = [4, 0, 4, TestSample.ItemWithoutRows, 88];
        int user = sample.UsersWithLikes()[1];
        foreach (int perItem in (int[])[0, 1, 3, 50])
        {
            AssertSame(RecommendationQuery.ForUser(user), perItem);
            AssertSame(RecommendationQuery.ForHistory([5, 3, 9, 3], [1, 2, 3, 4]), perItem);
            AssertSame(RecommendationQuery.ForHistory([TestSample.DislikedItem]), perItem);
        }

        void AssertSame(scoped in RecommendationQuery query, int perItem)
        {
            Explanation[] explanations = new Explanation[items.Length];
            Contribution[] contributions = new Contribution[items.Length * perItem];
            model.ExplainMany(query, items, explanations, contributions, perItem);
            for (int i = 0; i < items.Length; i++)
            {
                Contribution[] one = new Contribution[perItem];
                Assert.Equal(model.Explain(query, items[i], one), explanations[i]);
                Assert.Equal(one, contributions[(i * perItem)..((i + 1) * perItem)]);
            }
        }
    }

    [Fact]
    public void Explain_FoldedInHistoryOfATrainedUser_EqualsTheUsersOwn()
    {
        (AlsModel model, TestSample sample) = Model(weighted: true);
        Contribution[] own = new Contribution[90];
        Contribution[] folded = new Contribution[90];
        foreach (int user in sample.UsersWithLikes())
        {
            int item = First(model, user);
            Explanation a = model.Explain(RecommendationQuery.ForUser(user), item, own);
            Explanation b = model.Explain(
                RecommendationQuery.ForHistory(sample.Liked.GetUserItems(user), sample.Liked.GetUserWeights(user)), item, folded);
            Assert.Equal(a, b);
            Assert.Equal(own, folded);
        }
    }

    [Fact]
    public void Explain_NobodyKnownOrItemWithoutEvidence_IsEmptyAndNeverNaN()
    {
        (AlsModel model, TestSample sample) = Model();
        Contribution[] contributions = new Contribution[90];
        Assert.Equal(default, model.Explain(default, 3, contributions));
        Assert.Equal(default, model.Explain(RecommendationQuery.ForUser(TestSample.UserWithoutLikes), 3, contributions));
        Assert.Equal(default, model.Explain(RecommendationQuery.ForHistory([TestSample.DislikedItem]), 3, contributions));
        int user = sample.UsersWithLikes()[0];
        Explanation none = model.Explain(RecommendationQuery.ForUser(user), TestSample.ItemWithoutRows, contributions);
        Assert.Equal((0f, 0f, 0f, 0f), (none.Score, none.Remainder, none.Omitted, none.Magnitude));
        Assert.All(contributions[..none.Written], c => Assert.Equal(0f, c.Value));
    }

    private static (AlsModel Model, TestSample Sample) Model(bool weighted = false)
    {
        TestSample sample = TestSample.Create(41, weighted: weighted);
        return (new AlsTrainer(new AlsOptions { Factors = 14, Iterations = 4 }).Train(sample.Data), sample);
    }

    private static int First(AlsModel model, int user)
    {
        ScoredItem[] found = new ScoredItem[1];
        Assert.Equal(1, model.Recommend(RecommendationQuery.ForUser(user), found));
        return found[0].ItemIndex;
    }

    private static TestSample Sample(PositiveInt seed, bool weighted) => TestSample.Create(seed.Get, users: 20, items: 40, weighted);

    private static AlsModel Train(TestSample sample, byte factors, bool huKoren, byte lambda, byte unobserved, byte exponent) =>
        new AlsTrainer(new AlsOptions
        {
            Factors = 1 + (factors % 40),
            Iterations = 2,
            Objective = Objectives[huKoren ? 1 : 0],
            Regularization = Math.Pow(10, (lambda % 6) - 4),
            UnobservedWeight = Math.Pow(10, (unobserved % 4) - 3),
            RegularizationExponent = exponent % 3,
            Alpha = 1 + lambda,
            RecordLoss = false,
        }).Train(sample.Data);

    private static void AssertAddsUp(AlsModel model, scoped in RecommendationQuery query, ReadOnlySpan<int> liked)
    {
        ScoredItem[] found = new ScoredItem[model.ItemCount];
        Contribution[] contributions = new Contribution[model.ItemCount];
        int count = model.Recommend(query, found);
        foreach (ScoredItem item in found[..count])
        {
            Explanation explanation = model.Explain(query, item.ItemIndex, contributions);
            Assert.Equal(BitConverter.SingleToInt32Bits(item.Score), BitConverter.SingleToInt32Bits(explanation.Score));
            Assert.Equal(0f, explanation.Remainder);
            double sum = 0, magnitude = 0;
            foreach (Contribution contribution in contributions[..explanation.Written])
            {
                Assert.True(liked.Contains(contribution.ItemIndex));
                sum += contribution.Value;
                magnitude += Math.Abs(contribution.Value);
            }

            Assert.True(Math.Abs(explanation.Score - sum) <= 1e-5 * magnitude, $"{item}: contributions sum to {sum}, magnitude {magnitude}");
        }
    }
}
