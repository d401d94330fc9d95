using System.Globalization;
using System.Text.Json;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Benchmarks.Reranking;

/// <summary>
/// The price of diversity: every re-ranker at several strengths on a validation part (the last 20 % of each user's training
/// likes), the default chosen there by a rule that is written down before, and the chosen one once on the test part.
/// </summary>
internal static class TradeOff
{
    private const string Command = "dotnet run -c Release --project benchmarks/MovieRec.Benchmarks -- ";
    private const double WantedGain = 0.1;
    private const string Rule = "the least NDCG@10 lost by ALS on the validation part where ILD@10 has risen by 0.10, interpolated between the strengths";
    private static readonly float[] Strengths = [0.05f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1f];
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static int Start(string[] args)
    {
        string folder = Text(args, "--data") ?? throw new ArgumentException("--data FOLDER is missing: a MovieLens folder.");
        string? catalogPath = Text(args, "--catalog");
        string? output = Text(args, "--out");
        MovieDataSet<long, long> data = new MovieLensReader().Read(folder).DataSet;
        MovieCatalog catalog = catalogPath is null ? data.Catalog : Overlay(data, new MovieCsvReader().Read<long>(catalogPath).Movies);
        Split test = new LastShareSplitter().Apply(data.Log);
        Split validation = new LastShareSplitter().Apply(test.Train);
        List<TradeOffRow> rows = [];
        foreach ((string name, Func<TrainingData, IRecommender> fit) in Models())
        {
            RerankerSpec[] specs = [.. RerankerSpec.Names.SelectMany(static n => Strengths.Select(s => RerankerSpec.Create(n, s)))];
            rows.AddRange(Measure("validation", name, fit, validation, catalog, specs, intervals: false));
        }

        string chosen = RerankerSpec.Names.MinBy(n => LossAtGain(rows, n))!;
        foreach ((string name, Func<TrainingData, IRecommender> fit) in Models())
        {
            RerankerSpec[] specs = [.. new[] { 0.1f, 0.3f, 0.5f, 0.7f, 1f }.Select(s => RerankerSpec.Create(chosen, s))];
            rows.AddRange(Measure("test", name, fit, test, catalog, specs, intervals: true));
        }

        TradeOffReport report = new(
            Command + string.Join(' ', ["rerank", .. args.Select(static a => a.Contains('/', StringComparison.Ordinal) && !a.StartsWith("bench", StringComparison.Ordinal) ? "…/" + Path.GetFileName(Path.TrimEndingDirectorySeparator(a)) : a)]),
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            data.Info.Name,
            validation.Users.Length,
            test.Users.Length,
            Rule,
            chosen,
            rows);
        if (output is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            File.WriteAllText(output + ".json", JsonSerializer.Serialize(report, Json) + "\n");
            File.WriteAllText(output + ".md", TradeOffText.Markdown(report, Path.GetFileName(output)));
            File.WriteAllText(output + ".svg", TradeOffText.Plot(report));
        }

        Console.WriteLine(TradeOffText.Markdown(report, output is null ? "" : Path.GetFileName(output)));
        return 0;
    }

    private static (string Name, Func<TrainingData, IRecommender> Fit)[] Models() =>
    [
        ("als", static data => new AlsTrainer(AlsOptions.ForData(data)).Fit(data)),
        ("ease", static data => new EaseTrainer().Fit(data)),
    ];

    private static MovieCatalog Overlay(MovieDataSet<long, long> data, IReadOnlyDictionary<long, MovieMetadata> movies) => MovieCatalog.Create(
        [.. Enumerable.Range(0, data.Items.Count).Select(i => movies.GetValueOrDefault(data.Items[i]) ?? data.Catalog.GetMetadata(i))]);

    private static List<TradeOffRow> Measure(
        string part, string name, Func<TrainingData, IRecommender> fit, Split split, MovieCatalog catalog, RerankerSpec[] specs, bool intervals)
    {
        TrainingData data = split.ToTrainingData(catalog);
        IRecommender model = fit(data);
        IRecommender fallback = new PopularityTrainer().Fit(data);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.TrainedItems, catalog);
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList("NDCG@10,ILD@10,Calibration@10,LongTail@10,Coverage@10");
        Evaluator evaluator = new();
        EvaluationResult plain = evaluator.Evaluate(model, protocol, metrics, fallback);
        List<TradeOffRow> rows = [Row(plain, "none", 0)];
        foreach (RerankerSpec spec in specs)
        {
            if (spec.Name.EndsWith("-vectors", StringComparison.Ordinal) && model.GetService<IVectorRecommender>() is null)
            {
                continue;
            }

            RecommendationPipeline pipeline = new RecommendationPipelineBuilder(model, catalog, data.Histories).Use(spec).Build();
            EvaluationResult result = evaluator.Evaluate(pipeline, protocol, metrics, fallback);
            TradeOffRow row = Row(result, spec.Name, spec.Strength);
            if (intervals)
            {
                ConfidenceInterval interval = ModelComparisons.AgainstFirst([plain, result]).Single(c => c.Metric == "NDCG@10").Paired.BiasCorrected;
                row = row with { NdcgChangeLow = interval.Low, NdcgChangeHigh = interval.High };
            }

            rows.Add(row);
        }

        Console.Error.WriteLine($"{part} {name}: {rows.Count} rows");
        return rows;

        TradeOffRow Row(EvaluationResult result, string reranker, float strength) => new(
            part,
            name,
            reranker,
            Math.Round(strength, 3),
            result["NDCG@10"].Mean,
            result["ILD@10"].Mean,
            result["Calibration@10"].Mean,
            result["LongTail@10"].Mean,
            result["Coverage@10"].Mean)
        {
            NdcgChange = result["NDCG@10"].Mean - plain["NDCG@10"].Mean,
            DiversityChange = result["ILD@10"].Mean - plain["ILD@10"].Mean,
        };
    }

    /// <summary>NDCG lost where the wanted gain is first reached, going up in strength; infinite where it never is.</summary>
    private static double LossAtGain(List<TradeOffRow> rows, string reranker)
    {
        double gain = 0;
        double loss = 0;
        foreach (TradeOffRow row in rows.Where(r => r.Part == "validation" && r.Model == "als" && r.Reranker == reranker).OrderBy(static r => r.Strength))
        {
            if (row.DiversityChange >= WantedGain)
            {
                double share = (WantedGain - gain) / (row.DiversityChange - gain);
                return loss + (share * (-row.NdcgChange - loss));
            }

            gain = row.DiversityChange;
            loss = -row.NdcgChange;
        }

        return double.PositiveInfinity;
    }

    private static string? Text(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
