using System.Globalization;
using System.Text;
using System.Text.Json;
using MovieRec.Eval;

namespace MovieRec.Content.Benchmarks;

/// <summary>Content among held-out items only: the defaults, and each choice taken back.</summary>
internal static class ColdItems
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly int[] TestSeeds = [1, 2, 3];
    private static readonly int[] ValidationSeeds = [101, 102, 103];

    public static int Run(string folder, string metadata, bool validation)
    {
        RealData data = RealData.Read(folder, metadata);
        int[] seeds = validation ? ValidationSeeds : TestSeeds;
        Split[] splits = [.. seeds.Select(data.ColdItems)];
        ContentOptions defaults = new();
        (string Name, ContentOptions Options)[] rows =
        [
            ("defaults", defaults),
            ("128 dimensions", defaults with { Dimensions = 128 }),
            ("256 dimensions", defaults with { Dimensions = 256 }),
            ("512 dimensions", defaults with { Dimensions = 512 }),
            ("frequent directions not damped (plain LSA)", defaults with { SpectralDamping = 1e6 }),
            ("every direction alike (damping 0)", defaults with { SpectralDamping = 0 }),
            ("every movie alike (evidence exponent 0)", defaults with { EvidenceExponent = 0 }),
            ("all fields weigh 1", defaults with { TitleWeight = 1, GenreWeight = 1, PlotWeight = 1, KeywordWeight = 1, DirectorWeight = 1, CastWeight = 1, YearWeight = 1, LanguageWeight = 1 }),
            ("without title", defaults with { TitleWeight = 0 }),
            ("without genres", defaults with { GenreWeight = 0 }),
            ("without plot", defaults with { PlotWeight = 0 }),
            ("without keywords", defaults with { KeywordWeight = 0 }),
            ("without directors", defaults with { DirectorWeight = 0 }),
            ("without cast", defaults with { CastWeight = 0 }),
            ("without year", defaults with { YearWeight = 0 }),
            ("without language", defaults with { LanguageWeight = 0 }),
            ("genres and year only", defaults with { TitleWeight = 0, PlotWeight = 0, KeywordWeight = 0, DirectorWeight = 0, CastWeight = 0, LanguageWeight = 0 }),
        ];
        List<(string Name, EvaluationResult[] Results)> measured = [];
        foreach ((string name, ContentOptions options) in rows)
        {
            ItemEmbeddings embeddings = new ContentEmbedder(options).Embed(data.Catalog);
            measured.Add((name, [.. splits.Select(s => Measure(s, data.Catalog, embeddings))]));
            Console.Error.WriteLine($"{name}: {string.Join(' ', measured[^1].Results.Select(static r => r["NDCG@10"].Mean.ToString("F4", CultureInfo.InvariantCulture)))}");
        }

        if (!validation)
        {
            Results.Write("content-cold.json", Json(seeds, measured));
            Results.Write("content-cold.md", Markdown(seeds, splits, measured));
        }

        return 0;
    }

    private static EvaluationResult Measure(Split split, MovieCatalog catalog, ItemEmbeddings embeddings)
    {
        ContentModel model = new ContentTrainer(embeddings).Fit(split.ToTrainingData(catalog));
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.HeldOutItems, catalog);
        return new Evaluator().Evaluate(model, protocol, MetricParser.ParseList("NDCG@10,Recall@20,Precision@10,HR@10"));
    }

    private static string Markdown(int[] seeds, Split[] splits, List<(string Name, EvaluationResult[] Results)> measured)
    {
        StringBuilder text = new();
        text.Append("# Content: cold items\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"MovieLens latest-small with TMDB metadata; a fifth of the items with at least five positives ({splits[0].HeldOutItems!.Count}) held out with all their rows, ranked among themselves; seeds {string.Join(", ", seeds)}; mean over the seeds, ± half the 95 % interval over users of the first. Weights and dimensions were chosen on seeds 101–103. Regenerate: `dotnet run -c Release --project benchmarks/MovieRec.Content.Benchmarks -- cold DATA METADATA`.\n\n");
        text.Append("| variant | NDCG@10 | each seed | Recall@20 | Precision@10 | HR@10 |\n|---|---|---|---|---|---|\n");
        foreach ((string name, EvaluationResult[] results) in measured)
        {
            MetricResult first = results[0]["NDCG@10"];
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {Mean(results, "NDCG@10"):F4} ± {(first.High - first.Low) / 2:F3} | {string.Join(" / ", results.Select(static r => r["NDCG@10"].Mean.ToString("F4", CultureInfo.InvariantCulture)))} | {Mean(results, "Recall@20"):F4} | {Mean(results, "Precision@10"):F4} | {Mean(results, "HR@10"):F4} |\n");
        }

        return text.ToString();
    }

    private static string Json(int[] seeds, List<(string Name, EvaluationResult[] Results)> measured) => JsonSerializer.Serialize(
        new
        {
            seeds,
            results = measured.Select(static m => new
            {
                variant = m.Name,
                ndcg10 = m.Results.Select(static r => r["NDCG@10"].Mean),
                users = m.Results.Select(static r => r["NDCG@10"].Users),
            }),
        },
        Indented) + "\n";

    private static double Mean(EvaluationResult[] results, string metric) => results.Average(r => r[metric].Mean);
}
