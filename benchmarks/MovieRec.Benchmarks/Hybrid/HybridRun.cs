using System.Diagnostics;
using System.Globalization;
using MovieRec.Eval;

namespace MovieRec.Benchmarks.Hybrid;

/// <summary>Development run.</summary>
internal static class HybridRun
{
    public static int Start(string[] args)
    {
        string folder = Text(args, "--data") ?? throw new ArgumentException("--data FOLDER is needed.");
        HybridData data = HybridData.Read(folder, Text(args, "--catalog"));
        int[] seeds = [.. (Text(args, "--seeds") ?? "1,2,3").Split(',').Select(static s => int.Parse(s, CultureInfo.InvariantCulture))];
        string what = Text(args, "--what") ?? "warm,cold,mixed";
        if (what.Contains("warm", StringComparison.Ordinal))
        {
            Split split = data.Warm();
            Report("warm", data, split, CandidatePolicy.WholeCatalogue, seeds[0], null);
        }

        foreach (int seed in seeds)
        {
            if (what.Contains("cold", StringComparison.Ordinal))
            {
                Report($"cold {seed}", data, data.ColdItems(seed), CandidatePolicy.HeldOutItems, seed, null);
            }

            if (what.Contains("mixed", StringComparison.Ordinal))
            {
                Report($"mixed {seed}", data, data.Mixed(seed), CandidatePolicy.WholeCatalogue, seed, data.HeldOutItems(seed));
            }
        }

        return 0;
    }

    private static void Report(string name, HybridData data, Split split, CandidatePolicy policy, int seed, ItemMask? cold)
    {
        TrainingData train = split.ToTrainingData(data.Catalog);
        Stopwatch watch = Stopwatch.StartNew();
        HybridModel hybrid = new HybridTrainer(
            new HybridOptions { Seed = seed },
            [new HybridPart("als", HybridSource.Behaviour, new AlsTrainer()), new HybridPart("content", HybridSource.Content, new ContentTrainer())]).Fit(train);
        Console.WriteLine(Inv($"== {name}: {watch.Elapsed.TotalSeconds:F1} s, {string.Join(", ", hybrid.Parameters.ToValues().Select(static v => $"{v.Name}={v.Value[..Math.Min(6, v.Value.Length)]}"))}"));
        IRecommender[] models = [hybrid, .. hybrid.Parts.Select(static p => p.Model)];
        string[] names = ["hybrid", .. hybrid.Parts.Select(static p => p.Name)];
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList("NDCG@10,Precision@10,HR@10,Recall@20");
        ItemSlice[] slices = cold is null ? [] : [new ItemSlice("cold", cold), new ItemSlice("warm", cold.Not())];
        Evaluator evaluator = new(new EvaluatorOptions { ItemSlices = slices });
        EvaluationResult[] results = [.. models.Select(m => evaluator.Evaluate(m, EvaluationProtocol.Create(split, policy), metrics))];
        for (int m = 0; m < models.Length; m++)
        {
            Line(names[m], results[m].Metrics);
            foreach (SliceResult slice in results[m].Slices)
            {
                Line($"  {names[m]}/{slice.Name}", slice.Metrics);
            }

            if (m > 0)
            {
                PairedComparison pair = PairedTest.Compare(results[0]["NDCG@10"], results[m]["NDCG@10"]);
                Console.WriteLine(Inv($"   hybrid - {names[m]}: {pair.Difference:F4} [{pair.BiasCorrected.Low:F4}, {pair.BiasCorrected.High:F4}]"));
            }
        }

        if (policy == CandidatePolicy.WholeCatalogue)
        {
            EvaluationResult trained = evaluator.Evaluate(hybrid, EvaluationProtocol.Create(split), metrics);
            Line("hybrid, trained items only", trained.Metrics);
            foreach (SliceResult slice in trained.Slices)
            {
                Line($"  trained only/{slice.Name}", slice.Metrics);
            }
        }
    }

    private static void Line(string name, IReadOnlyList<MetricResult> metrics) =>
        Console.WriteLine(Inv($"{name,-28} {string.Join("  ", metrics.Select(static m => Inv($"{m.Name} {m.Mean:F4}±{m.StandardError:F4}")))}"));

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);

    private static string? Text(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
