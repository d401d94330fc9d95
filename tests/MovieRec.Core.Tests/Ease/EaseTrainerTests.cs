namespace MovieRec.Tests.Ease;

public sealed class EaseTrainerTests
{
    [Theory]
    [InlineData(EasePrecision.Double, 1e-7)]
    [InlineData(EasePrecision.Single, 1e-4)]
    public void Fit_SmallData_WeightsSolveTheConstrainedLeastSquares(EasePrecision precision, double tolerance)
    {
        // Optimality (Steck 2019, §3.1): off the diagonal (XᵀX + λI)·B = XᵀX, with B_jj = 0.
        TestSample sample = TestSample.Create(5, weighted: true);
        EaseModel model = new EaseTrainer(new EaseOptions { Regularization = 3, Precision = precision }).Train(sample.Data);
        double[][] gram = Gram(sample);
        int items = gram.Length;
        for (int j = 0; j < items; j++)
        {
            Assert.Equal(0, model.GetWeight(j, j));
            for (int i = 0; i < items; i++)
            {
                if (i == j || !model.RankableItems.Contains(i) || !model.RankableItems.Contains(j))
                {
                    continue;
                }

                double left = 3 * model.GetWeight(i, j);
                for (int k = 0; k < items; k++)
                {
                    left += gram[i][k] * model.GetWeight(k, j);
                }

                Assert.Equal(gram[i][j], left, tolerance * gram[i][i]);
            }
        }
    }

    [Fact]
    public void Fit_AnyThreadCount_SameBits()
    {
        TestSample sample = TestSample.Create(6, users: 200, items: 250);
        EaseModel one = new EaseTrainer(new EaseOptions { MaxDegreeOfParallelism = 1 }).Train(sample.Data);
        EaseModel many = new EaseTrainer(new EaseOptions { MaxDegreeOfParallelism = 3 }).Train(sample.Data);

        Assert.Equal(one.Weights.ToArray(), many.Weights.ToArray());
    }

    [Fact]
    public void Fit_MoreItemsThanAllowed_KeepsTheMostLiked()
    {
        TestSample sample = TestSample.Create(7);
        EaseModel model = new EaseTrainer(new EaseOptions { MaxItems = 10 }).Train(sample.Data);
        int[] expected = [.. Enumerable.Range(0, sample.Items.Count)
            .OrderByDescending(sample.Liked.GetItemCount).ThenBy(static i => i).Take(10).Order()];

        Assert.Equal(expected, model.Items.ToArray());
        ScoredItem[] top = new ScoredItem[50];
        int count = model.Recommend(RecommendationQuery.ForUser(sample.UsersWithLikes()[0]) with { AllowHistoryItems = true }, top);
        Assert.Equal(expected, top[..count].Select(static s => s.ItemIndex).Order());
    }

    [Fact]
    public void Fit_NoLikes_GivesAModelThatAnswersNothing()
    {
        TrainingData data = TrainingData.Create(UserHistories.Empty(3, 4));

        EaseModel model = new EaseTrainer().Train(data);

        Assert.Equal(0, model.Recommend(RecommendationQuery.ForHistory([0, 1]), new ScoredItem[5]));
    }

    [Fact]
    public void Fit_Progress_EndsAtTheLastBlock()
    {
        List<TrainingProgress> reports = [];
        new EaseTrainer().Fit(TestSample.Create(8, items: 200).Data, new Inline(reports), TestContext.Current.CancellationToken);

        Assert.NotEmpty(reports);
        Assert.Equal(Enumerable.Range(1, reports.Count), reports.Select(static r => r.Step));
        Assert.All(reports, r => Assert.Equal(reports.Count, r.TotalSteps));
    }

    [Fact]
    public void Fit_Cancelled_Throws() => Assert.ThrowsAny<OperationCanceledException>(
        () => new EaseTrainer().Fit(TestSample.Create(8).Data, null, new CancellationToken(canceled: true)));

    [Fact]
    public void Options_Defaults_AreDocumentedOnes()
    {
        EaseOptions options = new();

        Assert.Equal(500, options.Regularization);
        Assert.Equal(20_000, options.MaxItems);
        Assert.Equal(EasePrecision.Double, options.Precision);
        Assert.Equal(-1, options.MaxDegreeOfParallelism);
    }

    [Fact]
    public void Options_OutOfRange_NameTheValue()
    {
        Assert.Equal(0.0, Assert.Throws<ArgumentOutOfRangeException>(() => new EaseOptions { Regularization = 0 }).ActualValue);
        Assert.Equal(double.NaN, Assert.Throws<ArgumentOutOfRangeException>(() => new EaseOptions { Regularization = double.NaN }).ActualValue);
        Assert.Equal(20_001, Assert.Throws<ArgumentOutOfRangeException>(() => new EaseOptions { MaxItems = 20_001 }).ActualValue);
        Assert.Equal(0, Assert.Throws<ArgumentOutOfRangeException>(() => new EaseOptions { MaxDegreeOfParallelism = 0 }).ActualValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EaseOptions { Precision = (EasePrecision)7 });
    }

    [Fact]
    public void RecommendScoreExplain_Warm_AllocateNothing()
    {
        TestSample sample = TestSample.Create(9, weighted: true);
        EaseModel model = new EaseTrainer().Train(sample.Data);
        int user = sample.UsersWithLikes()[0];
        ScoredItem[] top = new ScoredItem[10];
        float[] scores = new float[2];
        int[] items = [1, 2];
        Contribution[] contributions = new Contribution[4];

        Assert.Equal(0, Allocations.PerCall(() => model.Recommend(RecommendationQuery.ForUser(user), top)));
        Assert.Equal(0, Allocations.PerCall(() => model.Score(RecommendationQuery.ForUser(user), items, scores)));
        Assert.Equal(0, Allocations.PerCall(() => model.Explain(RecommendationQuery.ForUser(user), 1, contributions)));
    }

    private static double[][] Gram(TestSample sample)
    {
        int items = sample.Items.Count;
        double[][] gram = [.. Enumerable.Range(0, items).Select(_ => new double[items])];
        for (int u = 0; u < sample.Users.Count; u++)
        {
            ReadOnlySpan<int> liked = sample.Liked.GetUserItems(u);
            ReadOnlySpan<float> weights = sample.Liked.GetUserWeights(u);
            for (int a = 0; a < liked.Length; a++)
            {
                for (int b = 0; b < liked.Length; b++)
                {
                    gram[liked[a]][liked[b]] += (double)weights[a] * weights[b];
                }
            }
        }

        return gram;
    }

    private sealed class Inline(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
