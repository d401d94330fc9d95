using System.Globalization;
using System.Text;
using System.Text.Json;
using MovieRec.Eval;

namespace MovieRec.Benchmarks.Hybrid;

/// <summary>
/// The hybrid beside its parts: warm accuracy, an ablation, cold items alone and among all others, new users and onboarding.
/// Everything the blend is made of is learned within each training part; seeds 1 … 3 are reported, others served development.
/// </summary>
internal sealed class HybridRun
{
    private const string Command = "dotnet run -c Release --project benchmarks/MovieRec.Benchmarks -- ";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly IReadOnlyList<IMetric> Metrics = MetricParser.ParseList("NDCG@10,Precision@10,HR@10,Recall@20");
    private readonly HybridData _data;
    private readonly List<HybridFigure> _figures = [];
    private readonly Dictionary<string, string> _parameters = [];

    public static int Start(string[] args)
    {
        string folder = Text(args, "--data") ?? throw new ArgumentException("--data FOLDER is needed.");
        int[] seeds = [.. (Text(args, "--seeds") ?? "1,2,3").Split(',').Select(static s => int.Parse(s, CultureInfo.InvariantCulture))];
        HybridRun run = new(HybridData.Read(folder, Text(args, "--catalog")));
        run.NewUsers();
        run.Warm();
        foreach (int seed in seeds)
        {
            run.ColdItems(seed);
            run.Mixed(seed);
        }

        HybridReport report = new(
            Command + "hybrid --data DIR --catalog FILE --seeds " + string.Join(',', seeds) + " --out benchmarks/results/hybrid-latest-small --results docs/results.md",
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Machine.Describe(),
            run._data.Name,
            run._parameters,
            run._figures);
        if (Text(args, "--out") is { } output)
        {
            File.WriteAllText(output + ".json", JsonSerializer.Serialize(report, Json) + "\n");
            File.WriteAllText(output + ".md", Markdown(report));
        }

        if (Text(args, "--results") is { } results)
        {
            WriteSection(results, report);
        }

        Console.WriteLine(Markdown(report));
        return 0;
    }

    private HybridRun(HybridData data) => _data = data;

    private void Warm()
    {
        Split split = _data.Warm();
        TrainingData train = split.ToTrainingData(_data.Catalog);
        HybridModel hybrid = Fit("warm", train, 1);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.WholeCatalogue);
        EvaluationResult blend = Record("warm", "hybrid", hybrid, protocol);
        foreach (HybridPartInfo part in hybrid.Parts)
        {
            EvaluationResult alone = Record("warm", part.Name, part.Model, protocol);
            Pair("warm", "hybrid − " + part.Name, blend["NDCG@10"], alone["NDCG@10"]);
            Pair("warm", "hybrid − " + part.Name, blend["Precision@10"], alone["Precision@10"]);
            Pair("warm", "hybrid − " + part.Name, blend["HR@10"], alone["HR@10"]);
        }

        // The learned blend with one thing taken away at a time; nothing is learned again.
        HybridParameters full = hybrid.Parameters;
        (string Name, HybridParameters Without)[] ablation =
        [
            ("without the user's evidence (κ_u = 0)", full with { UserEvidence = 0 }),
            ("without the movie's evidence (κ_i = 0)", full with { ItemEvidence = 0 }),
            ("without the content prior (s = 0)", full with { PriorScale = 0 }),
            ("without popularity", Left(full, HybridPart.Popularity) with { NewUserPopularity = 0 }),
            ("without content", Left(full, "content") with { PriorScale = 0 }),
            ("without behaviour", Left(full, "als")),
        ];
        foreach ((string name, HybridParameters without) in ablation)
        {
            HybridModel model = new HybridTrainer(ByHand(without), Parts()).Fit(train);
            Pair("ablation", name, Record("ablation", name, model, protocol)["NDCG@10"], blend["NDCG@10"]);
        }
    }

    private void ColdItems(int seed)
    {
        string name = $"cold items, seed {seed}";
        Split split = _data.ColdItems(seed);
        HybridModel hybrid = Fit(name, split.ToTrainingData(_data.Catalog), seed);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.HeldOutItems);
        EvaluationResult blend = Record(name, "hybrid", hybrid, protocol);
        foreach (HybridPartInfo part in hybrid.Parts)
        {
            EvaluationResult alone = Record(name, part.Name, part.Model, protocol);
            Pair(name, "hybrid − " + part.Name, blend["NDCG@10"], alone["NDCG@10"]);
            Pair(name, "hybrid − " + part.Name, blend["HR@10"], alone["HR@10"]);
        }
    }

    private void Mixed(int seed)
    {
        string name = $"mixed, seed {seed}";
        Split split = _data.Mixed(seed);
        HybridModel hybrid = Fit(name, split.ToTrainingData(_data.Catalog), seed);
        EvaluationResult admitted = Record(name, "hybrid, unseen movies admitted", hybrid, EvaluationProtocol.Create(split, CandidatePolicy.WholeCatalogue));
        EvaluationResult without = Record(name, "hybrid, trained movies only", hybrid, EvaluationProtocol.Create(split));
        Pair(name, "admitted − trained only", admitted["NDCG@10"], without["NDCG@10"]);
    }

    private void NewUsers()
    {
        Split three = _data.NewUsers(static liked => liked[..Math.Min(3, liked.Length - 1)]);
        TrainingData train = three.ToTrainingData(_data.Catalog);
        HybridModel hybrid = Fit("new users", train, 1);
        PopularityModel popularity = new PopularityTrainer().Fit(train);
        foreach (int count in new[] { 1, 3, 5, 10 })
        {
            Split split = _data.NewUsers(liked => liked[..Math.Min(count, Math.Max(0, liked.Length - 1))]);
            CompareNew($"new users, {count} liked", split, hybrid, popularity);
        }

        int[] chosen = [.. Onboarding.Choose(hybrid, train.Histories, new OnboardingOptions { Count = 24 })];
        ScoredItem[] top = new ScoredItem[24];
        popularity.Recommend(default, top);
        CompareNew("onboarding, 24 shown: chosen", _data.NewUsers(liked => [.. liked.Where(chosen.Contains)]), hybrid, popularity);
        CompareNew("onboarding, 24 shown: most popular", _data.NewUsers(liked => [.. liked.Where(i => top.Any(t => t.ItemIndex == i))]), hybrid, popularity);
    }

    private void CompareNew(string name, Split split, HybridModel hybrid, PopularityModel popularity)
    {
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.WholeCatalogue);
        EvaluationResult blend = Record(name, "hybrid", hybrid, protocol, popularity);
        foreach (HybridPartInfo part in hybrid.Parts)
        {
            EvaluationResult alone = Record(name, part.Name, part.Model, protocol, popularity);
            Pair(name, "hybrid − " + part.Name, blend["NDCG@10"], alone["NDCG@10"]);
            Pair(name, "hybrid − " + part.Name, blend["Precision@10"], alone["Precision@10"]);
            Pair(name, "hybrid − " + part.Name, blend["HR@10"], alone["HR@10"]);
        }

        Record(name, "popularity", popularity, protocol);
    }

    private static HybridPart[] Parts() =>
    [
        new HybridPart("als", HybridSource.Behaviour, new AlsTrainer()),
        new HybridPart("content", HybridSource.Content, new ContentTrainer()),
    ];

    private static HybridOptions ByHand(HybridParameters parameters) => new()
    {
        Weights = parameters.Weights,
        UserEvidence = parameters.UserEvidence,
        ItemEvidence = parameters.ItemEvidence,
        PriorScale = parameters.PriorScale,
        UnseenContent = parameters.UnseenContent,
        NewUserPopularity = parameters.NewUserPopularity,
    };

    private static HybridParameters Left(HybridParameters parameters, string part) => parameters with
    {
        Weights = [.. parameters.Weights.Select(w => w.Part == part ? w with { Weight = 0 } : w)],
    };

    private HybridModel Fit(string name, TrainingData train, int seed)
    {
        HybridModel model = new HybridTrainer(new HybridOptions { Seed = seed }, Parts()).Fit(train);
        _parameters[name] = string.Join(
            ", ", model.Info.OptionValues.Select(static o => $"{o.Name} {double.Parse(o.Value, CultureInfo.InvariantCulture).ToString("0.###", CultureInfo.InvariantCulture)}"));
        return model;
    }

    private EvaluationResult Record(string protocolName, string modelName, IRecommender model, EvaluationProtocol protocol, IRecommender? fallback = null)
    {
        EvaluationResult result = new Evaluator().Evaluate(model, protocol, Metrics, fallback);
        foreach (MetricResult metric in result.Metrics)
        {
            _figures.Add(new HybridFigure(protocolName, modelName, metric.Name, metric.Mean, metric.Low, metric.High, metric.Users));
        }

        return result;
    }

    private void Pair(string protocol, string what, MetricResult first, MetricResult second)
    {
        PairedComparison pair = PairedTest.Compare(first, second);
        _figures.Add(new HybridFigure(protocol, what, "Δ " + first.Name, pair.Difference, pair.BiasCorrected.Low, pair.BiasCorrected.High, pair.Users));
    }

    private static string Markdown(HybridReport report)
    {
        StringBuilder text = new();
        text.AppendLine("# The hybrid beside its parts").AppendLine();
        text.AppendLine(Inv($"{report.Data}, {report.Date}, {report.Machine}. 95 % intervals over users (Student's t; differences: paired, bias-corrected bootstrap).")).AppendLine();
        text.AppendLine(Inv($"    {report.Command}")).AppendLine();
        AppendHypothesis(text, report.Figures);
        foreach (IGrouping<string, HybridFigure> protocol in report.Figures.GroupBy(static f => f.Protocol))
        {
            text.AppendLine(Inv($"## {protocol.Key}")).AppendLine();
            if (report.Parameters.TryGetValue(protocol.Key, out string? learned))
            {
                text.AppendLine(Inv($"Learned: {learned}.")).AppendLine();
            }

            text.AppendLine("| model | metric | value | 95 % interval | users |").AppendLine("|---|---|---|---|---|");
            foreach (HybridFigure figure in protocol)
            {
                text.AppendLine(Inv($"| {figure.Model} | {figure.Metric} | {figure.Value:F4} | {figure.Low:F4} … {figure.High:F4} | {figure.Users} |"));
            }

            text.AppendLine();
        }

        return text.ToString().TrimEnd().ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>
    /// H2: behaviour and content together make x % fewer cold-start misses than behaviour alone, and lift Precision@10 by y %. A miss is
    /// a list of ten without a relevant movie.
    /// </summary>
    private static void AppendHypothesis(StringBuilder text, IReadOnlyList<HybridFigure> figures)
    {
        text.AppendLine("## H2: fewer cold-start misses, higher precision").AppendLine();
        text.AppendLine("A miss is a list of ten without a relevant movie. Fewer misses = (HR@10 of the hybrid − HR@10 of ALS) ÷ (1 − HR@10 of ALS); lift = paired difference ÷ mean of ALS.").AppendLine();
        text.AppendLine("| protocol | misses of ALS | fewer misses | 95 % interval | Precision@10 of ALS | lift | 95 % interval |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (string protocol in figures.Select(static f => f.Protocol).Distinct())
        {
            HybridFigure? hits = Find(figures, protocol, "als", "HR@10");
            HybridFigure? more = Find(figures, protocol, "hybrid − als", "Δ HR@10");
            HybridFigure? precision = Find(figures, protocol, "als", "Precision@10");
            HybridFigure? lift = Find(figures, protocol, "hybrid − als", "Δ Precision@10");
            if (hits is null || (more is null && lift is null))
            {
                continue;
            }

            double misses = 1 - hits.Value;
            text.Append(Inv($"| {protocol} | {misses:P1} | "));
            text.Append(more is null ? " | | " : Inv($"{more.Value / misses:P1} | {more.Low / misses:P1} … {more.High / misses:P1} | "));
            text.Append(Inv($"{precision!.Value:F4} | "));
            text.AppendLine(lift is null || precision.Value == 0 ? " | |" : Inv($"{lift.Value / precision.Value:P1} | {lift.Low / precision.Value:P1} … {lift.High / precision.Value:P1} |"));
        }

        text.AppendLine();
    }

    /// <summary>Replaces the section of docs/results.md between its two markers, or adds it.</summary>
    private static void WriteSection(string path, HybridReport report)
    {
        const string Begin = "<!-- begin h2 -->";
        const string End = "<!-- end h2 -->";
        StringBuilder section = new();
        AppendHypothesis(section, report.Figures);
        section.AppendLine(Inv($"Every figure with its interval: benchmarks/results/hybrid-latest-small.md. {report.Data}, measured on {report.Date} by")).AppendLine();
        section.AppendLine("```sh").AppendLine(report.Command).AppendLine("```").AppendLine();
        section.AppendLine(Inv($"on {report.Machine}."));
        string block = $"{Begin}\n{section.ToString().ReplaceLineEndings("\n").Trim()}\n{End}";
        string old = File.Exists(path) ? File.ReadAllText(path) : "# Results\n\nEvery section is written by the command that stands in it.\n";
        int from = old.IndexOf(Begin, StringComparison.Ordinal);
        int to = old.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(path, from < 0 || to < from ? $"{old.TrimEnd()}\n\n{block}\n" : old[..from] + block + old[(to + End.Length)..]);
    }

    private static HybridFigure? Find(IReadOnlyList<HybridFigure> figures, string protocol, string model, string metric) =>
        figures.FirstOrDefault(f => f.Protocol == protocol && f.Model == model && f.Metric == metric);

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);

    private static string? Text(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
