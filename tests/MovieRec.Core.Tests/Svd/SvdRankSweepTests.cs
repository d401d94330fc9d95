using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Svd;

public sealed class SvdRankSweepTests
{
    [Fact]
    public void Fit_SeveralRanks_EachIsThePrefixOfTheLargest()
    {
        TestSample sample = TestSample.Create(8);
        IReadOnlyList<SvdModel> models = SvdRankSweep.Fit(sample.Data, [3, 30, 1, 16], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([3, 30, 1, 16], models.Select(static m => m.Dimensions));
        Assert.Equal([3, 30, 1, 16], models.Select(static m => m.Options.Factors));
        foreach (SvdModel model in models)
        {
            Assert.Equal(models[1].SingularValues.Take(model.Dimensions), model.SingularValues);
            for (int i = 0; i < sample.Items.Count; i++)
            {
                Assert.Equal(models[1].GetItemVector(i)[..model.Dimensions].ToArray(), model.GetItemVector(i).ToArray());
            }
        }
    }

    [Property(MaxTest = 15, Replay = "41,43")]
    public void Truncate_AgainstFittingThatRank_SameScoresWithinTheDecompositionsError(PositiveInt seed, byte rank)
    {
        TestSample sample = TestSample.Create(seed.Get % 1000, users: 40, items: 50);
        int factors = 1 + (rank % 8);
        SvdOptions options = new() { Factors = 20, PowerIterations = 40 };
        SvdModel full = new SvdTrainer(options).Train(sample.Data);
        SvdModel cut = full.Truncate(factors);
        SvdModel own = new SvdTrainer(options with { Factors = factors }).Train(sample.Data);

        // Where two singular values nearly tie at the cut, the space behind it is not determined.
        double gap = 1 - (full.SingularValues[factors] / full.SingularValues[factors - 1]);
        if (gap < 0.02)
        {
            return;
        }

        int[] all = [.. Enumerable.Range(0, sample.Items.Count)];
        float[] a = new float[all.Length];
        float[] b = new float[all.Length];
        foreach (int user in sample.UsersWithLikes().Take(5))
        {
            cut.Score(RecommendationQuery.ForUser(user), all, a);
            own.Score(RecommendationQuery.ForUser(user), all, b);
            for (int i = 0; i < all.Length; i++)
            {
                Assert.True(float.IsNaN(a[i]) ? float.IsNaN(b[i]) : Math.Abs(a[i] - b[i]) < 5e-3, $"{a[i]} and {b[i]} (gap {gap})");
            }
        }
    }

    [Fact]
    public void Fit_NoRankOrABadOne_Throws()
    {
        TestSample sample = TestSample.Create();
        Assert.Throws<ArgumentException>(() => SvdRankSweep.Fit(sample.Data, [], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => SvdRankSweep.Fit(sample.Data, [4, 0], cancellationToken: TestContext.Current.CancellationToken));
        SvdModel model = new SvdTrainer(new SvdOptions { Factors = 4 }).Train(sample.Data);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Truncate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Truncate(5));
    }
}
