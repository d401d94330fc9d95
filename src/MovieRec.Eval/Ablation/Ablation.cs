using System.Diagnostics;

namespace MovieRec.Eval;

/// <summary>
/// Measures every model, alone and with every re-ranker, on one split: all metrics and slices, latency and memory, and each row
/// against what it changes, corrected over the whole table.
/// </summary>
public sealed class Ablation
{
    private readonly IReadOnlyList<AblationModel> _models;
    private readonly IReadOnlyList<AblationReranker> _rerankers;
    private readonly AblationOptions _options;

    /// <summary>Creates an ablation.</summary>
    /// <param name="models">The models; the first is the baseline of the others.</param>
    /// <param name="rerankers">The re-rankers; null or none for the models alone.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no model, or a name occurs twice.</exception>
    public Ablation(IReadOnlyList<AblationModel> models, IReadOnlyList<AblationReranker>? rerankers = null, AblationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        _models = models;
        _rerankers = rerankers ?? [];
        _options = options ?? new AblationOptions();
        IEnumerable<string> names = models.Select(static m => m.Name);
        string? twice = Twice(names) ?? Twice(_rerankers.Select(static r => r.Name));
        if (models.Count == 0 || twice is not null)
        {
            throw new ArgumentException(twice is null ? "There is no model to measure." : $"The name '{twice}' occurs twice.", nameof(models));
        }
    }

    /// <summary>Measures.</summary>
    /// <param name="protocol">Split and candidates.</param>
    /// <param name="metrics">What to measure.</param>
    /// <param name="progress">Told before each variant, from the calling thread.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public AblationResult Run(
        EvaluationProtocol protocol, IReadOnlyList<IMetric> metrics, IProgress<AblationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(metrics);
        TrainingData data = protocol.Split.ToTrainingData(protocol.Context.Catalog);
        PopularityModel? fallback = _options.UseFallback ? new PopularityTrainer().Fit(data, null, cancellationToken) : null;
        Evaluator evaluator = new(_options.Evaluator);
        List<AblationVariant> variants = [];
        List<string> skipped = [];
        int total = _models.Count * (1 + _rerankers.Count);
        int done = 0;
        foreach (AblationModel model in _models)
        {
            progress?.Report(new AblationProgress(model.Name, done++, total));
            Stopwatch watch = Stopwatch.StartNew();
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            IRecommender trained = model.Create(_options.Seed).Fit(data, null, cancellationToken);
            double fitSeconds = watch.Elapsed.TotalSeconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            AblationVariant plain = Measure(new Row(model.Name, model.Name, null), trained, fitSeconds) with { FitAllocatedBytes = allocated };
            variants.Add(plain with { Seeds = OverSeeds(model, plain.Result) });
            foreach (AblationReranker reranker in _rerankers)
            {
                string name = $"{model.Name}+{reranker.Name}";
                progress?.Report(new AblationProgress(name, done++, total));
                if (reranker.Create(trained, data) is { } made)
                {
                    RerankedModel reranked = new(trained, made, reranker.Name, _options.PoolFactor);
                    variants.Add(Measure(new Row(name, model.Name, reranker.Name), reranked, plain.FitSeconds) with
                    {
                        ModelBytes = plain.ModelBytes,
                        FitAllocatedBytes = plain.FitAllocatedBytes,
                    });
                }
                else
                {
                    skipped.Add(name);
                }
            }
        }

        return new AblationResult(protocol, variants, Compare(variants, cancellationToken), skipped);

        AblationVariant Measure(Row row, IRecommender model, double fitSeconds)
        {
            Stopwatch watch = Stopwatch.StartNew();
            EvaluationResult result = evaluator.Evaluate(model, protocol, metrics, fallback, null, cancellationToken);
            return new AblationVariant
            {
                Name = row.Name,
                Model = row.Model,
                Reranker = row.Reranker,
                Result = result,
                FitSeconds = fitSeconds,
                EvaluateSeconds = watch.Elapsed.TotalSeconds,
                Latency = LatencyProbe.Record(model, protocol, _options.LatencyRequests, cancellationToken: cancellationToken),
                ModelBytes = row.Reranker is null ? Size(model, cancellationToken) : null,
                FitAllocatedBytes = 0,
            };
        }

        IReadOnlyList<SeedVariation> OverSeeds(AblationModel model, EvaluationResult first)
        {
            Evaluator plain = new(_options.Evaluator with { Slices = [], ItemSlices = [] });
            return _options.Seeds < 2 ? [] : SeedVariation.Of(
            [
                first,
                .. Enumerable.Range(1, _options.Seeds - 1).Select(s => plain.Evaluate(
                    model.Create(_options.Seed + s).Fit(data, null, cancellationToken), protocol, metrics, fallback, null, cancellationToken)),
            ]);
        }
    }

    private AblationComparison[] Compare(List<AblationVariant> variants, CancellationToken cancellationToken)
    {
        List<(AblationVariant Variant, AblationVariant Baseline, int Metric)> asked = [];
        foreach (AblationVariant variant in variants.Skip(1))
        {
            AblationVariant baseline = variant.Reranker is null ? variants[0] : variants.First(v => v.Name == variant.Model);
            asked.AddRange(Enumerable.Range(0, variant.Result.Metrics.Count)
                .Where(m => !variant.Result.Metrics[m].PerUser.IsEmpty)
                .Select(m => (variant, baseline, m)));
        }

        PairedComparison[] pairs = new PairedComparison[asked.Count];
        Parallel.For(0, pairs.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => pairs[i] = PairedTest.Compare(
            asked[i].Variant.Result.Metrics[asked[i].Metric], asked[i].Baseline.Result.Metrics[asked[i].Metric], _options.Tests));
        double[] adjusted = new double[pairs.Length];
        Holm.Adjust(pairs.Select(static p => p.PermutationP).ToArray(), adjusted);
        return
        [
            .. asked.Select((a, i) => new AblationComparison
            {
                Variant = a.Variant.Name,
                Baseline = a.Baseline.Name,
                Metric = a.Variant.Result.Metrics[a.Metric].Name,
                Paired = pairs[i],
                AdjustedP = adjusted[i],
            }),
        ];
    }

    private static long? Size(IRecommender model, CancellationToken cancellationToken)
    {
        try
        {
            return ModelSize.Measure(model, cancellationToken);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static string? Twice(IEnumerable<string> names) => names.GroupBy(static n => n).FirstOrDefault(static g => g.Count() > 1)?.Key;

    private readonly record struct Row(string Name, string Model, string? Reranker);
}
