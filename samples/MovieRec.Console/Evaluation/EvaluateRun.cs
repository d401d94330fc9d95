using System.Diagnostics;
using MovieRec.Cli.Reports;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Trains every model on the split's training rows and measures it.</summary>
internal sealed class EvaluateRun(CliContext context, EvaluatePlan plan) : IEvaluationAction
{
    private const int LatencyRequests = 400;

    public int Execute(EvaluationSubject subject)
    {
        List<MeasuredSplit> measured = [];
        foreach (EvaluationProtocol window in subject.Windows)
        {
            // Text appears split by split; JSON is one document.
            measured.Add(MeasureAndCompare(window, subject.Catalog));
            if (!context.Json)
            {
                EvaluateView.Print(context, plan, measured[^1]);
            }
        }

        if (context.Json)
        {
            context.WriteJson(json =>
            {
                if (subject.IsSliding)
                {
                    EvaluateJson.WriteWindows(json, plan, measured);
                }
                else
                {
                    EvaluateJson.Write(json, plan, measured[^1]);
                }
            });
        }
        else if (subject.IsSliding)
        {
            EvaluateView.PrintWindows(context, measured);
        }

        Record(measured);
        plan.Report?.Write(context, ReportPage.Of(subject, plan, measured[^1]));
        return ExitCodes.Done;
    }

    private void Record(List<MeasuredSplit> measured)
    {
        if (plan.Log is not { } log)
        {
            return;
        }

        foreach (MeasuredSplit split in measured)
        {
            foreach (ModelOutcome outcome in split.Outcomes)
            {
                Comparison? deciding = split.Comparisons.FirstOrDefault(c => c.Model == outcome.Name);
                string verdict = deciding is null ? "baseline" : $"{deciding.Result.Metric}: {deciding.Verdict}, against {deciding.Baseline}";
                log.Add("evaluate", outcome.Name, outcome.Result, outcome.FitSeconds, outcome.Latency?.Summary, verdict);
            }
        }

        log.Save(context.CancellationToken);
    }

    private MeasuredSplit MeasureAndCompare(EvaluationProtocol protocol, MovieCatalog? catalog)
    {
        IReadOnlyList<ModelOutcome> outcomes = Measure(protocol, catalog);
        return new MeasuredSplit(protocol, outcomes, Compare(protocol, outcomes));
    }

    /// <summary>On all users, and on the warm ones alone where there are others: on cold users the same fallback answers for everybody.</summary>
    private Comparison[] Compare(EvaluationProtocol protocol, IReadOnlyList<ModelOutcome> outcomes)
    {
        EvaluationResult[] results = [.. outcomes.Select(static o => o.Result)];
        bool mixed = protocol.Split.Summary.ColdUsers is var cold && cold > 0 && cold < protocol.Split.Summary.Users;
        bool hasWarm = results[0].Slices.Any(static s => s.Name == UserSlice.Warm.Name);
        string?[] groups = mixed && hasWarm ? [null, UserSlice.Warm.Name] : [null];
        return
        [
            .. groups.SelectMany(group => ModelComparisons.AgainstFirst(results, group, plan.Comparison, context.CancellationToken)
                .Select(c => new Comparison(outcomes[c.Model].Name, outcomes[0].Name, group ?? "all-users", c))),
        ];
    }

    public IReadOnlyList<ModelOutcome> Measure(EvaluationProtocol protocol, MovieCatalog? catalog)
    {
        TrainingData data = protocol.Split.ToTrainingData(catalog);
        NoteEmptySlices(protocol);
        PopularityModel? fallback = plan.UseFallback ? new PopularityTrainer().Fit(data, null, context.CancellationToken) : null;
        IReadOnlyList<IMetric> metrics = WithVectors(data);
        Evaluator evaluator = new(Options(plan, protocol));
        List<ModelOutcome> outcomes = [];
        foreach (NamedTrainer model in plan.Models)
        {
            outcomes.AddRange(Measure(model, data, protocol, metrics, evaluator, fallback));
        }

        return outcomes;
    }

    internal static EvaluatorOptions Options(EvaluatePlan plan, EvaluationProtocol protocol)
    {
        if (plan.SliceNames is not { } names)
        {
            return new EvaluatorOptions();
        }

        SliceSet slices = Slices.Create(names, protocol);
        return new EvaluatorOptions { Slices = slices.Users, ItemSlices = slices.Items };
    }

    private void NoteEmptySlices(EvaluationProtocol protocol)
    {
        if (plan.SliceNames is not { } names)
        {
            return;
        }

        SliceSet slices = Slices.Create(names, protocol);
        foreach (string name in names.Where(n => !slices.Users.Select(static s => s.Name).Concat(slices.Items.Select(static s => s.Name)).Any(
            s => s == n || s.StartsWith(n + ":", StringComparison.Ordinal))))
        {
            context.Terminal.Note($"--slices {name}: nothing in the test falls into it.");
        }

    }

    /// <summary>The metrics; those by vector get the vectors of a model trained on the same rows.</summary>
    internal IReadOnlyList<IMetric> WithVectors(TrainingData data)
    {
        if (plan.Vectors is not { } source)
        {
            return plan.Metrics;
        }

        IVectorRecommender vectors = Train(source.Model, data).GetService<IVectorRecommender>()
            ?? throw new UsageException($"--vectors {source.Model.Name}: this model has no item vectors.");
        return MetricParser.ParseList(source.Metrics, plan.Profile, ItemVectors.FromModel(source.Model.Name, vectors));
    }

    private IRecommender Train(NamedTrainer model, TrainingData data) => context.WithProgress("Training " + model.Name, report => model.Trainer.Fit(
        data, new InlineProgress<TrainingProgress>(p => report(p.Step, p.TotalSteps, "iterations")), context.CancellationToken));

    /// <summary>The model alone, then with each re-ranker.</summary>
    private IEnumerable<ModelOutcome> Measure(
        NamedTrainer model, TrainingData data, EvaluationProtocol protocol, IReadOnlyList<IMetric> metrics, Evaluator evaluator, IRecommender? fallback)
    {
        Stopwatch watch = Stopwatch.StartNew();
        IRecommender trained = Train(model, data);
        double fitSeconds = watch.Elapsed.TotalSeconds;
        ModelOutcome plain = Evaluate(model.Name, trained);
        plain = plain with { Seeds = OverSeeds(model.Name, plain.Result, data, protocol, metrics, fallback) };
        yield return plain;
        foreach (RerankerSpec reranker in plan.Rerankers)
        {
            yield return Evaluate($"{model.Name}+{reranker}", Rerank(model.Name, trained, data, reranker)) with { Plain = plain };
        }

        ModelOutcome Evaluate(string name, IRecommender recommender)
        {
            watch.Restart();
            EvaluationResult result = context.WithProgress("Evaluating " + name, report => evaluator.Evaluate(
                recommender,
                protocol,
                metrics,
                fallback,
                new InlineProgress<EvaluationProgress>(p => report(p.Users, p.TotalUsers, "users")),
                context.CancellationToken));
            double seconds = watch.Elapsed.TotalSeconds;
            return new ModelOutcome(name, result, fitSeconds, seconds)
            {
                Model = recommender,
                Latency = plan.MeasuresLatency ? LatencyProbe.Record(recommender, protocol, LatencyRequests, cancellationToken: context.CancellationToken) : null,
            };
        }
    }

    private static RecommendationPipeline Rerank(string name, IRecommender trained, TrainingData data, RerankerSpec reranker)
    {
        try
        {
            return new RecommendationPipelineBuilder(trained, data.Catalog, data.Histories).Use(reranker).Build();
        }
        catch (NotSupportedException exception)
        {
            throw new UsageException($"--rerank {reranker} with --model {name}: {exception.Message}");
        }
    }

    private IReadOnlyList<SeedVariation> OverSeeds(
        string name, EvaluationResult first, TrainingData data, EvaluationProtocol protocol, IReadOnlyList<IMetric> metrics, IRecommender? fallback)
    {
        Evaluator plain = new(new EvaluatorOptions { Slices = [] });
        return plan.FurtherSeeds.Count == 0
            ? []
            : SeedVariation.Of(
            [
                first,
                .. plan.FurtherSeeds.Select(models => plain.Evaluate(
                    Train(models.Single(m => m.Name == name), data), protocol, metrics, fallback, null, context.CancellationToken)),
            ]);
    }
}
