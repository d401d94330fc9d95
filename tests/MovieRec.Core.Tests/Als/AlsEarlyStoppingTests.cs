namespace MovieRec.Tests.Als;

public sealed class AlsEarlyStoppingTests
{
    private static readonly AlsOptions Options = new() { Factors = 24, Iterations = 40, Regularization = 0.0005, UnobservedWeight = 0.05, Patience = 3 };

    [Fact]
    public void Fit_Patience_StopsWhereTheValidationNoLongerRisesAndTrainsAnewWithThatNumber()
    {
        TestSample sample = TestSample.Create(8, users: 200, items: 90);
        List<TrainingProgress> reports = [];
        AlsModel model = new AlsTrainer(Options).Fit(sample.Data, new Report(reports.Add), TestContext.Current.CancellationToken);
        TrainingProgress[] tried = [.. reports.Where(r => r.Algorithm == "als-validation")];
        double[] quality = [.. tried.Select(r => r.Validation!.Value)];
        int best = Array.IndexOf(quality, quality.Max()) + 1;
        Assert.True(quality.Length < 40, "the data must over-fit");
        Assert.Equal(best + 3, quality.Length);
        Assert.Equal(best, model.Options.Iterations);
        Assert.Equal(best, model.Losses.Count);
        Assert.All(reports.Except(tried), r => Assert.Null(r.Validation));
        Assert.Equal(best, reports.Count - tried.Length);
        AlsModel plain = new AlsTrainer(Options with { Iterations = best, Patience = 0 }).Train(sample.Data);
        Assert.True(plain.ItemFactors.Values.SequenceEqual(model.ItemFactors.Values));
        Assert.True(plain.UserFactors.Values.SequenceEqual(model.UserFactors.Values));
    }

    [Fact]
    public void Fit_PatienceButNobodyHasFiveLikedItems_TrainsAllIterations()
    {
        InteractionMatrix matrix = new(2, 3, [0, 1, 2], [0, 1], [], []);
        AlsModel model = new AlsTrainer(Options with { Factors = 2, Iterations = 6 }).Train(TrainingData.Create(new UserHistories(matrix, matrix)));
        Assert.Equal(6, model.Losses.Count);
    }

    [Theory]
    [InlineData(AlsSolver.Cholesky)]
    [InlineData(AlsSolver.ConjugateGradient)]
    [InlineData(AlsSolver.Subspace)]
    public void Fit_CancelledInMidSweep_ThrowsAndLeavesTheStartAlone(AlsSolver solver)
    {
        const int Users = 3000;
        int[] starts = [.. Enumerable.Range(0, Users + 1)];
        InteractionMatrix matrix = new(Users, 1, starts, new int[Users], [], []);
        TrainingData data = TrainingData.Create(new UserHistories(matrix, matrix));
        AlsOptions options = new() { Factors = 4, Iterations = 1000, Solver = solver, MaxDegreeOfParallelism = 1 };
        float[] start = [1, 2, 3, 4];
        using CancellationTokenSource source = new();
        int reports = 0;
        Task cancel = Task.CompletedTask;
        AlsModel? published = null;
        Assert.ThrowsAny<OperationCanceledException>(() => published = new AlsTrainer(options).Fit(
            data,
            new AlsStart(start, 4),
            new Report(_ =>
            {
                // From another thread, while the next sweep runs.
                if (++reports == 2)
                {
                    cancel = Task.Run(source.Cancel);
                }
            }),
            source.Token));
        Assert.Null(published);
        Assert.InRange(reports, 2, 999);
        Assert.Equal([1, 2, 3, 4], start);
        Assert.True(cancel.IsCompleted || source.IsCancellationRequested);
    }

    [Fact]
    public void Update_Cancelled_ThrowsAndTheOldModelIsUntouched()
    {
        TestSample sample = TestSample.Create(9);
        AlsModel model = new AlsTrainer(Options with { Iterations = 3, Patience = 0 }).Train(sample.Data);
        float[] before = [.. model.ItemFactors.Values, .. model.UserFactors.Values];
        Assert.ThrowsAny<OperationCanceledException>(() => AlsTrainer.Update(model, sample.Data, new CancellationToken(true)));
        Assert.True(before.AsSpan().SequenceEqual((float[])[.. model.ItemFactors.Values, .. model.UserFactors.Values]));
    }

    private sealed class Report(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        void IProgress<TrainingProgress>.Report(TrainingProgress value) => action(value);
    }
}
