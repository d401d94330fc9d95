using System.CommandLine;
using MovieRec.Cli.Commands;
using MovieRec.Cli.Experiments;
using MovieRec.Cli.Models;
using MovieRec.Cli.Reports;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Options of <c>evaluate</c> beside those that read data.</summary>
/// <param name="defaultModels">Models when none is named.</param>
/// <param name="defaultMetrics">Metrics when none is named.</param>
/// <param name="defaultSlices">Slices when none is named; null for warm and cold users.</param>
/// <param name="takesRerankers">Whether <c>--rerank</c> is there; a verb that has its own way leaves it out.</param>
internal sealed class EvaluateOptions(IReadOnlyList<string> defaultModels, string defaultMetrics, string? defaultSlices, bool takesRerankers = true)
{
    public const string DefaultMetrics = "NDCG@10,HR@10,MAP@10,Recall@20,Precision@10,MRR@10,Coverage@10";

    private readonly LogOption _log = new();

    private readonly ReportOptions _report = new();

    /// <summary>Measured beside the default metrics when there are re-rankers: what they change.</summary>
    private const string PriceMetrics = "ILD@10,Calibration@10,LongTail@10";

    private readonly SplitOptions _split = new();

    private readonly Option<string?> _train = new("--train") { Description = "Training rows: CSV user,item[,rating[,timestamp]]; every row is a positive." };

    private readonly Option<string?> _test = new("--test") { Description = "Held-out rows, same columns." };

    private readonly Option<string?> _foldIn = new("--fold-in") { Description = "History of test users who are not in --train (strong generalisation)." };

    private readonly Option<string?> _candidates = new("--candidates") { Description = "Rank only these items for each user: CSV user,item." };

    private readonly Option<string[]> _models = new("--model")
    {
        Description = $"A model to measure (repeatable): {string.Join(", ", ModelRegistry.Names)}. Default {string.Join(", ", defaultModels)}.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _set = TrainCommand.SetOption();

    private readonly Option<string?> _metrics = new("--metrics") { Description = $"Metrics, comma-separated. Default {defaultMetrics}." };

    private readonly Option<string> _convention = new("--convention")
    {
        Description = $"Metric conventions: {string.Join(", ", MetricProfile.All.Select(static p => p.Name))}. Default Default.",
        DefaultValueFactory = static _ => MetricProfile.Default.Name,
    };

    private readonly Option<string> _candidateItems = new("--candidate-items")
    {
        Description = "trained (default): items with a training interaction; all: the whole catalogue; held-out (default of --split held-out-items): held-out items only.",
        DefaultValueFactory = static _ => "trained",
    };

    private readonly Option<string?> _slices = new("--slices")
    {
        Description = $"Groups to report apart, comma-separated: {string.Join(", ", Slices.Names)} or all. Default {defaultSlices ?? "warm-users,cold-users"}.",
    };

    private readonly Option<string?> _vectors = new("--vectors") { Description = "Model whose item vectors ILD@k(vector) measures by; it is trained for that." };

    private readonly Option<string[]> _rerank = new("--rerank")
    {
        Description = $"Measure every model with this re-ranker too, NAME=STRENGTH (repeatable), and print its price: NDCG lost per diversity gained. Names: {string.Join(", ", RerankerSpec.Names)}.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int?> _resamples = new("--resamples")
    {
        Description = "Bootstrap samples and sign flips of the comparison with the first model. Default 10000.",
    };

    private readonly Option<int?> _seeds = new("--seeds") { Description = "Train every model with so many seeds, from --seed on, and show how much that changes. Default 1." };

    private readonly Option<string> _fallback = new("--fallback")
    {
        Description = "Who answers for users a model knows nothing about: popularity (default) or none.",
        DefaultValueFactory = static _ => "popularity",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_train);
        command.Options.Add(_test);
        command.Options.Add(_foldIn);
        command.Options.Add(_candidates);
        _split.AddTo(command);
        command.Options.Add(_models);
        command.Options.Add(_set);
        command.Options.Add(_metrics);
        command.Options.Add(_convention);
        command.Options.Add(_candidateItems);
        command.Options.Add(_fallback);
        command.Options.Add(_slices);
        command.Options.Add(_vectors);
        command.Options.Add(_resamples);
        command.Options.Add(_seeds);
        _log.AddTo(command);
        _report.AddTo(command);
        if (takesRerankers)
        {
            command.Options.Add(_rerank);
        }
    }

    /// <summary>Models, metrics and policies; checked before any file is read.</summary>
    public EvaluatePlan Plan(ParseResult parsed, CliContext context)
    {
        if (parsed.GetValue(_candidates) is not null && parsed.GetResult(_candidateItems) is { Implicit: false })
        {
            throw new UsageException("--candidate-items does not go with --candidates: the candidates are given.");
        }

        ModelSettings settings = new(parsed.GetValue(_set) ?? []);
        ModelRegistry.Check(settings);
        string[] names = parsed.GetValue(_models) is { Length: > 0 } given ? [.. given.Distinct(StringComparer.Ordinal)] : [.. defaultModels];
        MetricProfile profile;
        IReadOnlyList<IMetric> metrics;
        string metricNames;
        IReadOnlyList<string>? slices;
        RerankerSpec[] rerankers;
        NamedTrainer? vectors = parsed.GetValue(_vectors) is { } model ? new NamedTrainer(model, ModelRegistry.Create(model, settings, context.Seed)) : null;
        try
        {
            profile = MetricProfile.Parse(parsed.GetValue(_convention)!);
            rerankers = takesRerankers ? [.. (parsed.GetValue(_rerank) ?? []).SelectMany(static r => r.Split(',')).Select(RerankerSpec.Parse).Distinct()] : [];
            string defaults = string.Join(',', defaultMetrics.Split(',').Where(m => Defines(profile, m)));
            metricNames = parsed.GetValue(_metrics) ?? (rerankers.Length == 0 ? defaults : $"{defaults},{PriceMetrics}");
            metrics = MetricParser.ParseList(metricNames, profile, vectors is null ? null : new ItemVectors(vectors.Name, static _ => default));
            slices = (parsed.GetValue(_slices) ?? defaultSlices) is { } asked ? Slices.ParseNames(asked) : null;
        }
        catch (FormatException exception)
        {
            throw new UsageException(exception.Message);
        }

        NoteUndefined(profile, metrics, context.Terminal);
        int seeds = parsed.GetValue(_seeds) ?? 1;
        if (seeds is < 1 or > 100)
        {
            throw new UsageException(CliContext.Invariant($"--seeds {seeds}: expected 1 … 100."));
        }

        ExperimentRecorder? log = _log.Read(parsed, context);
        ReportTarget? report = _report.Read(parsed);
        return new EvaluatePlan
        {
            Models = Trainers(context.Seed),
            Settings = settings,
            FurtherSeeds = [.. Enumerable.Range(1, seeds - 1).Select(s => Trainers(context.Seed + s))],
            Metrics = metrics,
            Profile = profile,
            Candidates = Candidates(parsed),
            UseFallback = Choice(parsed, _fallback, "popularity", "none") == "popularity",
            SliceNames = slices,
            Vectors = vectors is null ? null : new VectorSource(vectors, metricNames),
            Comparison = Comparison(parsed, context.Seed),
            MeasuresLatency = log is not null || report is not null,
            Log = log,
            Report = report,
            Rerankers = rerankers,
        };

        NamedTrainer[] Trainers(int seed) => [.. names.Select(n => new NamedTrainer(n, ModelRegistry.Create(n, settings, seed)))];
    }

    /// <summary>The files of a given split.</summary>
    public GivenFiles Files(ParseResult parsed)
    {
        string? train = parsed.GetValue(_train);
        string? test = parsed.GetValue(_test);
        if (train is null && test is null)
        {
            throw new UsageException("Name --train and --test (files of a split), or --data and --split.");
        }

        if (train is null || test is null)
        {
            throw new UsageException(train is null ? "--train is missing: --test needs the training rows." : "--test is missing: --train needs the held-out rows.");
        }

        _split.Refuse(parsed);
        return new GivenFiles(train, test, parsed.GetValue(_foldIn), parsed.GetValue(_candidates));
    }

    /// <summary>Fails when files of a given split stand beside <c>--data</c>.</summary>
    public void RefuseFiles(ParseResult parsed)
    {
        foreach (Option<string?> option in new[] { _train, _test, _foldIn, _candidates })
        {
            if (parsed.GetValue(option) is not null)
            {
                throw new UsageException($"{option.Name} does not go with --data: give files of a split, or a data set to split.");
            }
        }
    }

    public ISplitter Splitter(ParseResult parsed, int seed) => _split.Read(parsed, seed);

    /// <summary>A metric beyond accuracy has one definition; of the others a profile lists those that its source computes.</summary>
    private static bool Defines(MetricProfile profile, string metric) =>
        profile.MetricNames.Contains(metric.Split('@', '(')[0]) || !DefaultMetrics.Contains(metric.Split('@', '(')[0] + "@", StringComparison.Ordinal);

    /// <summary>Says which numbers are not what the named source computes, because it does not compute them.</summary>
    private static void NoteUndefined(MetricProfile profile, IReadOnlyList<IMetric> metrics, Terminal terminal)
    {
        string[] undefined = [.. metrics.Select(static m => m.Name).Where(n => !profile.MetricNames.Contains(n.Split('@', '(')[0]))];
        if (undefined.Length > 0)
        {
            terminal.Note($"{profile.Name} does not define {string.Join(", ", undefined)}: there the default convention is used.");
        }
    }

    private CandidatePolicy Candidates(ParseResult parsed)
    {
        if (parsed.GetResult(_candidateItems) is not { Implicit: false } && _split.Name(parsed) == new HeldOutItemsSplitter().Name)
        {
            return CandidatePolicy.HeldOutItems;
        }

        return Choice(parsed, _candidateItems, "trained", "all", "held-out") switch
        {
            "all" => CandidatePolicy.WholeCatalogue,
            "held-out" => CandidatePolicy.HeldOutItems,
            _ => CandidatePolicy.TrainedItems,
        };
    }

    private PairedTestOptions Comparison(ParseResult parsed, int seed)
    {
        int resamples = parsed.GetValue(_resamples) ?? 10_000;
        return resamples is >= 100 and <= 1_000_000
            ? new PairedTestOptions { Resamples = resamples, Flips = resamples, Seed = seed }
            : throw new UsageException(CliContext.Invariant($"--resamples {resamples}: expected 100 … 1000000."));
    }

    private static string Choice(ParseResult parsed, Option<string> option, params ReadOnlySpan<string> allowed)
    {
        string value = parsed.GetValue(option)!;
        return allowed.Contains(value)
            ? value
            : throw new UsageException($"{option.Name} {value}: expected {string.Join(" or ", allowed.ToArray())}.");
    }
}
