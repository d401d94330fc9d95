using System.CommandLine;
using MovieRec.Cli.Data;
using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Experiments;
using MovieRec.Cli.Models;
using MovieRec.Cli.Reports;
using MovieRec.Cli.Sweeps;
using MovieRec.Eval;

namespace MovieRec.Cli.Commands;

/// <summary><c>sweep</c>: searches options on validation data; one look at the test, kept by the journal.</summary>
internal sealed class SweepCommand
{
    private readonly DataOptions _data = new();

    private readonly SplitOptions _split = new();

    private readonly LogOption _log = new();

    private readonly Option<string?> _model = new("--model") { Description = $"The model: {string.Join(", ", ModelRegistry.Names)}." };

    private readonly Option<string?> _preset = new("--preset")
    {
        Description = $"A search by name: {string.Join(", ", SweepPreset.All.Select(static p => p.Name))}. Other options override it.",
    };

    private readonly Option<string[]> _parameters = new("--param")
    {
        Description = "An option to search (repeatable): als.Factors=16,32,64 or als.Regularization=0.001..0.1:log or als.Iterations=4..16.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _set = TrainCommand.SetOption();

    private readonly Option<string?> _strategy = new("--strategy") { Description = "random (default), grid or halving." };

    private readonly Option<int?> _trials = new("--trials") { Description = "Trials of random, or of the first round of halving. Default 20." };

    private readonly Option<string?> _resource = new("--resource") { Description = "halving: what is given out little by little, such as als.Iterations=2..16." };

    private readonly Option<int?> _patience = new("--patience") { Description = "Stop after so many trials without a better one. Default never." };

    private readonly Option<int?> _parallel = new("--parallel") { Description = "Trials at a time at most; fewer when memory does not allow it. Default 1: a trial uses every core." };

    private readonly Option<string> _metric = new("--metric") { Description = "What to choose by. Default NDCG@10.", DefaultValueFactory = static _ => "NDCG@10" };

    private readonly Option<string> _convention = new("--convention")
    {
        Description = $"Metric conventions: {string.Join(", ", MetricProfile.All.Select(static p => p.Name))}. Default Default.",
        DefaultValueFactory = static _ => MetricProfile.Default.Name,
    };

    private readonly Option<string?> _testMetrics = new("--test-metrics") { Description = $"What the look at the test measures. Default {EvaluateOptions.DefaultMetrics}." };

    private readonly Option<string?> _journal = new("--journal") { Description = "File that keeps every trial: an interrupted search goes on, and the test is looked at once." };

    private readonly Option<bool> _look = new("--look-at-test") { Description = "Train the best options on all training rows and measure them on the test split: once; needs --journal." };

    private readonly Option<string?> _reset = new("--reset-test") { Description = "Allow one more look at the test; give the reason, it is recorded in the journal." };

    private readonly Option<string?> _report = new("--report") { Description = "Write one self-contained HTML page." };

    public static Command Create(SharedOptions shared)
    {
        SweepCommand sweep = new();
        Command command = new("sweep", "Search the options of a model on validation data (grid, random, successive halving); look at the test once.");
        sweep._data.AddTo(command);
        sweep._split.AddTo(command);
        foreach (Option option in new Option[]
        {
            sweep._model, sweep._preset, sweep._parameters, sweep._set, sweep._strategy, sweep._trials, sweep._resource, sweep._patience, sweep._parallel,
            sweep._metric, sweep._convention, sweep._testMetrics, sweep._journal, sweep._look, sweep._reset, sweep._report,
        })
        {
            command.Options.Add(option);
        }

        sweep._log.AddTo(command);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            SweepRequest request = sweep.Read(parsed, context);
            return DataSources.Open(
                sweep._data.Require(parsed), parsed.GetValue(sweep._data.Catalog), sweep._data.Import(parsed), context, new SweepRun(context, request));
        });
        return command;
    }

    private SweepRequest Read(ParseResult parsed, CliContext context)
    {
        SweepPreset? preset = parsed.GetValue(_preset) is { } name
            ? SweepPreset.All.FirstOrDefault(p => p.Name == name)
                ?? throw new UsageException($"--preset {name}: there is no such search; there are {string.Join(", ", SweepPreset.All.Select(static p => p.Name))}.")
            : null;
        string model = parsed.GetValue(_model) ?? preset?.Model ?? throw new UsageException("--model is missing: name a model, or a --preset.");
        ModelSettings settings = new(parsed.GetValue(_set) ?? []);
        ModelRegistry.Check(settings);
        if (parsed.GetValue(_look) && parsed.GetValue(_journal) is null)
        {
            throw new UsageException("--look-at-test needs --journal FILE: it is what keeps a second look from happening.");
        }

        if (parsed.GetValue(_reset) is { } reason && (parsed.GetValue(_journal) is null || string.IsNullOrWhiteSpace(reason)))
        {
            throw new UsageException("--reset-test REASON needs --journal FILE and a reason that is not empty.");
        }

        try
        {
            MetricProfile profile = MetricProfile.Parse(parsed.GetValue(_convention)!);
            SweepParameter[] parameters = [.. (parsed.GetValue(_parameters) is { Length: > 0 } given ? given : preset?.Parameters ?? []).Select(SweepParameter.Parse)];
            if (parameters.Length == 0)
            {
                throw new UsageException("--param is missing: name an option to search, or a --preset.");
            }

            string[] foreign = [.. parameters.Select(static p => p.Name).Where(n => !n.StartsWith(model + ".", StringComparison.OrdinalIgnoreCase))];
            if (foreign.Length > 0)
            {
                throw new UsageException($"--param {foreign[0]}: expected an option of {model}.");
            }

            ModelRegistry.Check(new ModelSettings(parameters.Select(static p => p.Name + "=0")));
            SweepOptions search = Options(parsed, preset, context.Seed);
            _ = new Sweep(parameters, search);
            return new SweepRequest
            {
                Model = model,
                Settings = settings,
                Parameters = parameters,
                Options = search,
                Metric = Chosen(parsed.GetValue(_metric)!, profile),
                TestMetrics = TestMetrics(parsed, profile),
                Splitter = Splitter(parsed, context.Seed),
                Liked = _data.Liked(parsed),
                Candidates = _split.Name(parsed) == new HeldOutItemsSplitter().Name ? CandidatePolicy.HeldOutItems : CandidatePolicy.TrainedItems,
                Journal = parsed.GetValue(_journal),
                LooksAtTest = parsed.GetValue(_look),
                ResetReason = parsed.GetValue(_reset),
                Log = _log.Read(parsed, context),
                Report = parsed.GetValue(_report) is { } path ? new ReportTarget(ReportTarget.Check(path), []) : null,
                Tests = new PairedTestOptions { Seed = context.Seed },
            };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new UsageException(exception.Message.ReplaceLineEndings(" "));
        }
    }

    private SweepOptions Options(ParseResult parsed, SweepPreset? preset, int seed) => new()
    {
        Strategy = (parsed.GetValue(_strategy) ?? preset?.Strategy ?? "random") switch
        {
            "grid" => SweepStrategy.Grid,
            "random" => SweepStrategy.Random,
            "halving" => SweepStrategy.Halving,
            string other => throw new UsageException($"--strategy {other}: expected grid, random or halving."),
        },
        Trials = parsed.GetValue(_trials) ?? preset?.Trials ?? 20,
        Resource = (parsed.GetValue(_resource) ?? preset?.Resource) is { } resource ? SweepResource.Parse(resource) : null,
        Patience = parsed.GetValue(_patience) ?? 0,
        MaxParallelTrials = parsed.GetValue(_parallel) ?? 1,
        Seed = seed,
    };

    private ISplitter Splitter(ParseResult parsed, int seed) => _split.Read(parsed, seed) is WindowsSplitter
        ? throw new UsageException("--split sliding: a sweep chooses on one split; name a --window.")
        : _split.Read(parsed, seed);

    private IReadOnlyList<IMetric> TestMetrics(ParseResult parsed, MetricProfile profile)
    {
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList(parsed.GetValue(_testMetrics) ?? EvaluateOptions.DefaultMetrics, profile);
        IMetric chosen = MetricParser.Parse(parsed.GetValue(_metric)!, profile);
        return metrics.Any(m => m.Name == chosen.Name) ? metrics : [chosen, .. metrics];
    }

    /// <summary>Of the other metrics more is not better, or not better by itself.</summary>
    private static IMetric Chosen(string name, MetricProfile profile)
    {
        string[] quality = ["NDCG", "HR", "MAP", "Recall", "Precision", "MRR", "AUC"];
        IMetric metric = MetricParser.Parse(name, profile);
        return quality.Contains(metric.Name.Split('@', '(')[0])
            ? metric
            : throw new UsageException($"--metric {name}: expected one of {string.Join(", ", quality)}, of which more is better.");
    }
}
