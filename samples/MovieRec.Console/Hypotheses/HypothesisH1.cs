using System.Diagnostics;
using System.Text.Json;
using MovieRec.Cli.Data;
using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Experiments;
using MovieRec.Cli.Models;
using MovieRec.Cli.Sweeps;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Hypotheses;

/// <summary>
/// H1: implicit collaborative filtering lifts NDCG@10 over popularity. Against the better of plain and time-decayed popularity, on
/// strong generalisation and on one cut in time. The half-life and the options of ALS are chosen on validation; the test is measured once.
/// </summary>
internal sealed class HypothesisH1(CliContext context, InteractionOptions liked, string? output, ExperimentRecorder? log, string source) : IDataSetAction<int>
{
    private const string Metric = "NDCG@10";

    public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        SimulatedDataException.ThrowIfSimulated(data.Info);
        HypothesisSplit[] splits =
        [
            Answer(new StrongGeneralizationSplitter { Seed = context.Seed }, data.Log),
            Answer(new GlobalTemporalSplitter(), data.Log),
        ];
        double[] adjusted = new double[splits.Sum(static s => s.Lifts.Count)];
        Holm.Adjust(splits.SelectMany(static s => s.Lifts).Select(static l => l.Paired.PermutationP).ToArray(), adjusted);
        string section = HypothesisText.Write(data.Info, data.Log.ComputeFingerprint(), source, splits, adjusted, context);
        if (output is not null)
        {
            ResultsFile.Write(output, "h1", section);
        }

        if (context.Json)
        {
            context.WriteJson(json => Write(json, splits, adjusted));
        }
        else
        {
            context.Terminal.Out.Write(section);
        }

        Record(splits);
        return ExitCodes.Done;
    }

    private HypothesisSplit Answer(ISplitter splitter, InteractionLog rows)
    {
        SelectionSplits splits = SelectionSplits.Create(splitter, rows, liked);
        EvaluationProtocol validation = EvaluationProtocol.Create(splits.Validation);
        TrainingData validationData = splits.Validation.ToTrainingData();
        SweepResult halfLife = Choose("popularity");
        SweepResult als = Choose("als");

        EvaluationProtocol test = EvaluationProtocol.Create(splits.Test);
        TrainingData data = splits.Test.ToTrainingData();
        PopularityModel plain = new PopularityTrainer().Fit(data, null, context.CancellationToken);
        IRecommender decayed = Trainer("popularity", halfLife.Best.Trial).Fit(data, null, context.CancellationToken);
        Stopwatch watch = Stopwatch.StartNew();
        IRecommender model = Trainer("als", als.Best.Trial).Fit(data, null, context.CancellationToken);
        double fitSeconds = watch.Elapsed.TotalSeconds;
        Evaluator evaluator = new();
        IMetric[] metrics = [MetricParser.Parse(Metric)];
        EvaluationResult[] baselines = [Evaluate(plain, null), Evaluate(decayed, null)];

        // New users are answered by what was best for them on validation; plain popularity there would measure the fallback.
        EvaluationResult measured = Evaluate(model, decayed);
        bool mixed = splits.Test.Summary.ColdUsers > 0;
        string?[] groups = mixed ? [UserSlice.Warm.Name, null] : [null];
        PairedTestOptions tests = new() { Seed = context.Seed };
        return new HypothesisSplit(
            splits,
            halfLife,
            als,
            baselines[0],
            baselines[1],
            measured,
            fitSeconds,
            LatencyProbe.Record(model, test, cancellationToken: context.CancellationToken),
            [.. groups.Select(g => LiftHypothesis.Measure(measured, baselines, Metric, g, tests))]);

        EvaluationResult Evaluate(IRecommender model, IRecommender? fallback) => evaluator.Evaluate(model, test, metrics, fallback, null, context.CancellationToken);

        SweepResult Choose(string preset)
        {
            SweepPreset search = SweepPreset.All.Single(p => p.Name == preset);
            PopularityModel fallback = new PopularityTrainer().Fit(validationData, null, context.CancellationToken);
            Evaluator quick = new(new EvaluatorOptions { Slices = [] });
            SweepOptions options = new()
            {
                Strategy = search.Strategy == "grid" ? SweepStrategy.Grid : SweepStrategy.Random,
                Trials = search.Trials,
                Seed = context.Seed,
            };
            int done = 0;
            return context.WithProgress($"Choosing {preset} on {splitter.Name} validation", report => new Sweep(
                [.. search.Parameters.Select(SweepParameter.Parse)], options).Run(
                (trial, cancellationToken) =>
                {
                    IRecommender candidate = Trainer(preset, trial).Fit(validationData, null, cancellationToken);
                    MetricResult metric = quick.Evaluate(candidate, validation, [MetricParser.Parse(Metric)], fallback, null, cancellationToken).Metrics[0];
                    return new SweepScore(metric.Mean, metric.StandardError);
                },
                progress: new InlineProgress<SweepOutcome>(_ => report(++done, search.Trials, "trials")),
                cancellationToken: context.CancellationToken));
        }
    }

    private ITrainer<IRecommender> Trainer(string model, SweepTrial trial) =>
        ModelRegistry.Create(model, new ModelSettings(trial.Settings.Select(static s => s.ToString())), context.Seed);

    private void Record(HypothesisSplit[] splits)
    {
        if (log is null)
        {
            return;
        }

        foreach (HypothesisSplit split in splits)
        {
            log.Add("hypothesis h1", "popularity", split.Plain, double.NaN, null, "baseline");
            log.Add("hypothesis h1", "popularity, decayed", split.Decayed, double.NaN, null, "baseline");
            log.Add("hypothesis h1", "als", split.Model, split.FitSeconds, split.Latency.Summary, string.Join("; ", split.Lifts.Select(HypothesisText.Verdict)));
        }

        log.Save(context.CancellationToken);
    }

    private static void Write(Utf8JsonWriter json, HypothesisSplit[] splits, double[] adjusted)
    {
        int next = 0;
        json.WriteStartObject();
        json.WriteString("hypothesis", "h1");
        json.WriteStartArray("answers");
        foreach (HypothesisSplit split in splits)
        {
            foreach (LiftResult lift in split.Lifts)
            {
                json.WriteStartObject();
                json.WriteString("split", split.Splits.Test.Name);
                json.WriteString("users", lift.Users);
                json.WriteString("metric", lift.Metric);
                json.WriteString("baseline", HypothesisText.Baseline(lift));
                EvaluateJson.Number(json, "lift", lift.Lift);
                EvaluateJson.Number(json, "low", lift.Interval.Low);
                EvaluateJson.Number(json, "high", lift.Interval.High);
                json.WriteStartObject("paired");
                EvaluateJson.WritePaired(json, lift.Paired);
                json.WriteEndObject();
                EvaluateJson.Number(json, "adjustedP", adjusted[next++]);
                json.WriteBoolean("supported", lift.Exceeds(0));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
