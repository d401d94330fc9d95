using System.Diagnostics;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Trains every model on the split's training rows and measures it.</summary>
internal sealed class EvaluateRun(CliContext context, EvaluatePlan plan)
{
    public int Execute(EvaluationProtocol protocol, MovieCatalog? catalog)
    {
        MeasuredSplit measured = MeasureAndCompare(protocol, catalog);
        if (context.Json)
        {
            context.WriteJson(json => EvaluateJson.Write(json, plan, measured));
        }
        else
        {
            EvaluateView.Print(context, plan, measured);
        }

        return ExitCodes.Done;
    }

    /// <summary>The same for windows in time: each as text when it is measured; as JSON the last one, and all under <c>windows</c>.</summary>
    public int Execute(IReadOnlyList<EvaluationProtocol> windows, MovieCatalog? catalog)
    {
        List<MeasuredSplit> measured = [];
        foreach (EvaluationProtocol window in windows)
        {
            measured.Add(MeasureAndCompare(window, catalog));
            if (!context.Json)
            {
                EvaluateView.Print(context, plan, measured[^1]);
            }
        }

        if (context.Json)
        {
            context.WriteJson(json => EvaluateJson.WriteWindows(json, plan, measured));
        }
        else
        {
            EvaluateView.PrintWindows(context, measured);
        }

        return ExitCodes.Done;
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
        PopularityModel? fallback = plan.UseFallback ? new PopularityTrainer().Fit(data, null, context.CancellationToken) : null;
        IReadOnlyList<IMetric> metrics = WithVectors(data);
        Evaluator evaluator = new(Options(protocol));
        List<ModelOutcome> outcomes = [];
        foreach (NamedTrainer model in plan.Models)
        {
            outcomes.AddRange(Measure(model, data, protocol, metrics, evaluator, fallback));
        }

        return outcomes;
    }

    private EvaluatorOptions Options(EvaluationProtocol protocol)
    {
        if (plan.SliceNames is not { } names)
        {
            return new EvaluatorOptions();
        }

        SliceSet slices = Slices.Create(names, protocol);
        foreach (string name in names.Where(n => !slices.Users.Select(static s => s.Name).Concat(slices.Items.Select(static s => s.Name)).Any(
            s => s == n || s.StartsWith(n + ":", StringComparison.Ordinal))))
        {
            context.Terminal.Note($"--slices {name}: nothing in the test falls into it.");
        }

        return new EvaluatorOptions { Slices = slices.Users, ItemSlices = slices.Items };
    }

    /// <summary>The metrics; those by vector get the vectors of a model trained on the same rows.</summary>
    private IReadOnlyList<IMetric> WithVectors(TrainingData data)
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
            return new ModelOutcome(name, result, fitSeconds, watch.Elapsed.TotalSeconds);
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
}
