using MovieRec.Numerics;

namespace MovieRec.Tests.Svd;

public sealed class SvdTrainerTests
{
    [Theory]
    [InlineData(1.0, false)]
    [InlineData(1.0, true)]
    [InlineData(0.4, false)]
    [InlineData(1.5, true)]
    public void Fit_AnyScaling_VectorsAreEigenvectorsOfTheScaledGramMatrix(double scaling, bool weighted)
    {
        TestSample sample = TestSample.Create(3, users: 80, items: 60, weighted: weighted);
        SvdModel model = new SvdTrainer(new SvdOptions { Factors = 6, ItemScaling = scaling, PowerIterations = 20 }).Train(sample.Data);
        double[,] gram = ScaledGram(sample.Liked, scaling);
        for (int k = 0; k < 6; k++)
        {
            double square = model.SingularValues[k] * model.SingularValues[k];
            for (int i = 0; i < 60; i++)
            {
                double product = Enumerable.Range(0, 60).Sum(j => gram[i, j] * model.GetItemVector(j)[k]);
                Assert.Equal(square * model.GetItemVector(i)[k], product, 2e-3 * model.SingularValues[0] * model.SingularValues[0]);
            }
        }
    }

    [Fact]
    public void Score_AnyHistory_IsTheProjectionOntoTheVectors()
    {
        TestSample sample = TestSample.Create(5, weighted: true);
        SvdModel model = new SvdTrainer(new SvdOptions { Factors = 10 }).Train(sample.Data);
        int[] all = [.. Enumerable.Range(0, sample.Items.Count)];
        float[] scores = new float[all.Length];
        foreach (int user in sample.UsersWithLikes())
        {
            model.Score(RecommendationQuery.ForUser(user), all, scores);
            foreach (int i in all.Where(i => sample.Liked.GetItemCount(i) > 0))
            {
                double expected = 0;
                for (int e = 0; e < sample.Liked.GetUserItems(user).Length; e++)
                {
                    int j = sample.Liked.GetUserItems(user)[e];
                    expected += sample.Liked.GetUserWeights(user)[e] * Dot(model.GetItemVector(j), model.GetItemVector(i));
                }

                Assert.Equal(expected, scores[i], 1e-4);
            }
        }
    }

    [Fact]
    public void Fit_FullRank_ReproducesTheTrainingMatrix()
    {
        // With every direction kept V·Vᵀ is the identity on the rows: PureSVD then returns the ratings themselves.
        TestSample sample = TestSample.Create(6, users: 30, items: 40);
        SvdModel model = new SvdTrainer(new SvdOptions { Factors = 40 }).Train(sample.Data);
        float[] score = new float[1];
        foreach (int user in sample.UsersWithLikes())
        {
            foreach (int item in sample.Liked.GetUserItems(user))
            {
                model.Score(RecommendationQuery.ForUser(user), [item], score);
                Assert.Equal(1, score[0], 1e-3f);
            }
        }
    }

    [Fact]
    public void Fit_AnyThreadCount_SameBits()
    {
        TestSample sample = TestSample.Create(7, users: 300, items: 200);
        SvdModel one = new SvdTrainer(new SvdOptions { MaxDegreeOfParallelism = 1 }).Train(sample.Data);
        SvdModel four = new SvdTrainer(new SvdOptions { MaxDegreeOfParallelism = 4 }).Train(sample.Data);

        Assert.Equal(one.SingularValues, four.SingularValues);
        Assert.Equal(one.ItemFactors.Values.ToArray(), four.ItemFactors.Values.ToArray());
        Assert.Equal(one.Info, four.Info);
    }

    [Fact]
    public void Fit_Cancelled_Throws() => Assert.ThrowsAny<OperationCanceledException>(
        () => new SvdTrainer().Fit(TestSample.Create().Data, null, new CancellationToken(canceled: true)));

    [Fact]
    public void Fit_Progress_ReachesTheTotal()
    {
        List<TrainingProgress> steps = [];
        new SvdTrainer(new SvdOptions { PowerIterations = 2 }).Fit(
            TestSample.Create().Data, new InlineProgress(steps.Add), TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 4, 5, 6], steps.Select(static s => s.Step));
        Assert.All(steps, s => Assert.Equal(6, s.TotalSteps));
    }

    [Fact]
    public void Options_Defaults_AsDocumented()
    {
        SvdOptions options = new();
        Assert.Equal((64, 1.0, 6, 16, 1, -1), (options.Factors, options.ItemScaling, options.PowerIterations, options.Oversampling, options.Seed, options.MaxDegreeOfParallelism));
    }

    [Fact]
    public void Options_OutsideTheirRange_ThrowNamingIt()
    {
        Assert.Contains("1 … 1024", Assert.Throws<ArgumentOutOfRangeException>(() => new SvdOptions { Factors = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("1 … 1024", Assert.Throws<ArgumentOutOfRangeException>(() => new SvdOptions { Factors = 1025 }).Message, StringComparison.Ordinal);
        Assert.Contains("0 … 2", Assert.Throws<ArgumentOutOfRangeException>(() => new SvdOptions { ItemScaling = double.NaN }).Message, StringComparison.Ordinal);
        Assert.Contains("0 … 100", Assert.Throws<ArgumentOutOfRangeException>(() => new SvdOptions { PowerIterations = -1 }).Message, StringComparison.Ordinal);
        Assert.Contains("0 … 1024", Assert.Throws<ArgumentOutOfRangeException>(() => new SvdOptions { Oversampling = 2000 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SvdOptions { MaxDegreeOfParallelism = 0 });
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private static double[,] ScaledGram(InteractionMatrix liked, double scaling)
    {
        double[] scale = [.. Enumerable.Range(0, liked.ItemCount).Select(i => Math.Pow(Math.Max(liked.GetItemCount(i), 1), (scaling - 1) / 2))];
        double[,] gram = new double[liked.ItemCount, liked.ItemCount];
        for (int u = 0; u < liked.UserCount; u++)
        {
            ReadOnlySpan<int> items = liked.GetUserItems(u);
            ReadOnlySpan<float> weights = liked.GetUserWeights(u);
            for (int a = 0; a < items.Length; a++)
            {
                for (int b = 0; b < items.Length; b++)
                {
                    double product = weights.IsEmpty ? 1 : (double)weights[a] * weights[b];
                    gram[items[a], items[b]] += product * scale[items[a]] * scale[items[b]];
                }
            }
        }

        return gram;
    }

    private sealed class InlineProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
