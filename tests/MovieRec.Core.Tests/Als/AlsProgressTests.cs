namespace MovieRec.Tests.Als;

public sealed class AlsProgressTests
{
    private static readonly AlsOptions Options = new() { Factors = 4, Iterations = 5 };

    [Fact]
    public void Fit_Progress_EveryIterationInOrderOnTheCallingThread()
    {
        Recorder recorder = new();
        AlsModel model = new AlsTrainer(Options).Fit(TestSample.Create().Data, recorder, TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Range(1, 5).Select(step => new TrainingProgress("als", step, 5, model.Losses[step - 1])),
            recorder.Reports.Select(report => report with { LossParts = null }));
        Assert.All(recorder.Reports, report => Assert.Equal(report.Loss, report.LossParts!.Value.Total));
        Assert.All(recorder.Threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    [Fact]
    public void Fit_LossNotRecorded_ReportsNaNAndGivesTheSameModel()
    {
        TestSample sample = TestSample.Create();
        Recorder recorder = new();
        AlsModel silent = new AlsTrainer(Options with { RecordLoss = false }).Fit(sample.Data, recorder, TestContext.Current.CancellationToken);
        AlsModel model = new AlsTrainer(Options).Fit(sample.Data, null, TestContext.Current.CancellationToken);
        Assert.Empty(silent.Losses);
        Assert.All(recorder.Reports, report => Assert.True(double.IsNaN(report.Loss) && report.LossParts is null));
        Assert.Equal(5, recorder.Reports.Count);
        Assert.True(silent.UserFactors.Values.SequenceEqual(model.UserFactors.Values));
    }

    [Fact]
    public void Fit_CancelledBefore_ThrowsAndReportsNothing()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Recorder recorder = new();
        Assert.ThrowsAny<OperationCanceledException>(() => new AlsTrainer(Options).Fit(TestSample.Create().Data, recorder, source.Token));
        Assert.Empty(recorder.Reports);
    }

    [Fact]
    public void Fit_CancelledDuringTheSecondIteration_ThrowsWithThatTokenAndReportsNoMore()
    {
        using CancellationTokenSource source = new();
        Recorder recorder = new() { CancelAtStep = (2, source) };
        OperationCanceledException error = Assert.ThrowsAny<OperationCanceledException>(
            () => new AlsTrainer(Options).Fit(TestSample.Create().Data, recorder, source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal([1, 2], recorder.Reports.Select(report => report.Step));
    }

    [Fact]
    public void Fit_CancelledAfterTheLastIteration_StillThrows()
    {
        // The last solve of the users is part of the training: no model without it.
        using CancellationTokenSource source = new();
        Recorder recorder = new() { CancelAtStep = (5, source) };
        Assert.ThrowsAny<OperationCanceledException>(() => new AlsTrainer(Options).Fit(TestSample.Create().Data, recorder, source.Token));
    }

    private sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public List<int> Threads { get; } = [];

        public (int Step, CancellationTokenSource Source)? CancelAtStep { get; init; }

        public void Report(TrainingProgress value)
        {
            Reports.Add(value);
            Threads.Add(Environment.CurrentManagedThreadId);
            if (CancelAtStep is { } cancel && cancel.Step == value.Step)
            {
                cancel.Source.Cancel();
            }
        }
    }
}
