using MovieRec.Cli.Data;
using MovieRec.Cli.Experiments;
using MovieRec.Cli.Models;
using MovieRec.Cli.Reports;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Sweeps;

/// <summary>Searches on validation rows and, when asked, spends the one look at the test.</summary>
internal sealed class SweepRun(CliContext context, SweepRequest request) : IDataSetAction<int>
{
    public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        SelectionSplits splits = Splits(data);
        using SweepJournal? journal = Journal(splits.Test);
        if (request.ResetReason is { } reason)
        {
            journal!.Reset(reason);
        }

        if (request.LooksAtTest)
        {
            journal!.CheckLook();
        }

        SweepResult result = Search(splits.Validation, data.Catalog, journal);
        TestLook? look = request.LooksAtTest ? Look(splits.Test, data.Catalog, result.Best.Trial, journal!) : null;
        SweepSummary summary = new(request, splits, result, look, journal?.Looks ?? [], journal?.Resets ?? [], journal?.DamagedLines ?? []);
        if (context.Json)
        {
            context.WriteJson(json => SweepJson.Write(json, summary));
        }
        else
        {
            SweepView.Print(context, summary);
        }

        Record(splits, result, look);
        request.Report?.Write(context, ReportPage.Of(data.Info.Name, summary));
        return ExitCodes.Done;
    }

    private SelectionSplits Splits<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data)
        where TUserId : notnull
        where TItemId : notnull
    {
        try
        {
            return SelectionSplits.Create(request.Splitter, data.Log, request.Liked);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message.ReplaceLineEndings(" "));
        }
    }

    private SweepJournal? Journal(Split test)
    {
        if (request.Journal is not { } path)
        {
            return null;
        }

        try
        {
            return SweepJournal.Open(path, $"{test.Name} {test.Train.ComputeFingerprint()} {test.Test.ComputeFingerprint()}", context.Terminal.Clock);
        }
        catch (FormatException exception)
        {
            throw new UsageException("--journal: " + exception.Message);
        }
    }

    private SweepResult Search(Split validation, MovieCatalog? catalog, SweepJournal? journal)
    {
        EvaluationProtocol protocol = EvaluationProtocol.Create(validation, request.Candidates, catalog);
        TrainingData data = validation.ToTrainingData(catalog);
        PopularityModel fallback = new PopularityTrainer().Fit(data, null, context.CancellationToken);
        Evaluator evaluator = new(new EvaluatorOptions { Slices = [] });
        string scored = string.Join(
            " | ", data.Fingerprint, ExperimentRecorder.Describe(protocol), request.Metric.Name, string.Join("; ", request.Settings.Names.Order().Select(n => $"{n}={request.Settings.Find(n)}")), context.Seed);
        Sweep sweep = new(request.Parameters, request.Options);
        int total = sweep.FirstRound().Count;
        int done = 0;
        return context.WithProgress("Searching", report => sweep.Run(
            Measure, journal, scored, new InlineProgress<SweepOutcome>(_ => report(++done, Math.Max(total, done), "trials")), context.CancellationToken));

        SweepScore Measure(SweepTrial trial, CancellationToken cancellationToken)
        {
            IRecommender model = Trainer(trial).Fit(data, null, cancellationToken);
            MetricResult metric = evaluator.Evaluate(model, protocol, [request.Metric], fallback, null, cancellationToken).Metrics[0];
            return new SweepScore(metric.Mean, metric.StandardError);
        }
    }

    /// <summary>The look is in the journal before anything of the test is seen.</summary>
    private TestLook Look(Split test, MovieCatalog? catalog, SweepTrial best, SweepJournal journal)
    {
        journal.BeginLook(best.Settings);
        EvaluationProtocol protocol = EvaluationProtocol.Create(test, request.Candidates, catalog);
        TrainingData data = test.ToTrainingData(catalog);
        PopularityModel popularity = new PopularityTrainer().Fit(data, null, context.CancellationToken);
        Evaluator evaluator = new();
        IRecommender model = context.WithProgress("Training the best options", _ => Trainer(best).Fit(data, null, context.CancellationToken));
        EvaluationResult result = evaluator.Evaluate(model, protocol, request.TestMetrics, popularity, null, context.CancellationToken);
        EvaluationResult baseline = evaluator.Evaluate(popularity, protocol, request.TestMetrics, null, null, context.CancellationToken);
        LatencyMeasurement latency = LatencyProbe.Record(model, protocol, cancellationToken: context.CancellationToken);
        journal.EndLook([.. result.Metrics.Select(static m => new ExperimentMetric(m.Name, m.Mean, m.Low, m.High))]);
        return new TestLook(result, baseline, latency, ModelComparisons.AgainstFirst([baseline, result], null, request.Tests, context.CancellationToken));
    }

    private ITrainer<IRecommender> Trainer(SweepTrial trial) =>
        ModelRegistry.Create(request.Model, request.Settings.With(trial.Settings.Select(static s => s.ToString())), context.Seed);

    private void Record(SelectionSplits splits, SweepResult result, TestLook? look)
    {
        if (request.Log is not { } log)
        {
            return;
        }

        string fingerprint = splits.Validation.ToTrainingData().Fingerprint;
        string split = ExperimentRecorder.Describe(EvaluationProtocol.Create(splits.Validation, request.Candidates)) + "; validation";
        foreach (SweepOutcome outcome in result.Outcomes)
        {
            double half = 1.96 * outcome.Score.StandardError;
            log.Add(log.Entry("sweep", request.Model, fingerprint) with
            {
                Params = string.Join("; ", outcome.Trial.Settings),
                Split = split,
                Metrics = [new ExperimentMetric(request.Metric.Name, outcome.Score.Value, outcome.Score.Value - half, outcome.Score.Value + half)],
                FitSeconds = outcome.Seconds,
                Outcome = outcome.Failure is { } failure ? "failed: " + failure : ReferenceEquals(outcome, result.Best) ? "chosen" : "not chosen",
            });
        }

        if (look is not null)
        {
            ModelComparison deciding = look.Comparisons.First(c => c.Metric == request.Metric.Name);
            string verdict = !deciding.IsDistinguishable() ? "not distinguishable" : deciding.Paired.Difference > 0 ? "higher" : "lower";
            log.Add("sweep, test", request.Model, look.Result, double.NaN, look.Latency.Summary, $"{request.Metric.Name}: {verdict}, against popularity");
        }

        log.Save(context.CancellationToken);
    }
}
