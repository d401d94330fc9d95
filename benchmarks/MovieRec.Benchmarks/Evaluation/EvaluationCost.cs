using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Benchmarks.Evaluation;

/// <summary>
/// What measuring costs beside answering: the time of an evaluation over the time of asking the same model for the same lists and
/// nothing else, on as many threads. Rounds alternate between the two; the ratio is that of the medians.
/// </summary>
internal static class EvaluationCost
{
    private const string Command = "dotnet run -c Release --project benchmarks/MovieRec.Benchmarks -- ";
    private const string Ranking = "NDCG@10,HR@10,MAP@10,Recall@20,Precision@10,MRR@10,Coverage@10";
    private const string Describing = Ranking + ",Gini@10,Novelty@10,ILD@10,Serendipity@10,Calibration@10,Popularity@10,LongTail@10";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static int Start(string[] args)
    {
        int users = Number(args, "--users", 138_000);
        int movies = Number(args, "--movies", 27_000);
        int interactions = Number(args, "--interactions", 20_000_000);
        int factors = Number(args, "--factors", 64);
        int iterations = Number(args, "--iterations", 16);
        int rounds = Number(args, "--rounds", 5);
        string? output = Text(args, "--out");
        MovieDataSet<long, long> data = SyntheticDataSet.Create(new SyntheticOptions { Users = users, Movies = movies, Interactions = interactions });
        Split split = new LastShareSplitter().Apply(data.Log);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = factors, Iterations = iterations, RecordLoss = false }).Fit(split.ToTrainingData());
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.TrainedItems, data.Catalog);
        EvaluatorOptions sliced = new() { ItemSlices = Slices.Create(["popularity", "genre"], protocol).Items };

        List<EvaluationCostRow> rows =
        [
            Compare("ranking metrics", new Evaluator(), Ranking),
            Compare("ranking metrics and those beyond accuracy", new Evaluator(), Describing),
            Compare(string.Create(CultureInfo.InvariantCulture, $"ranking metrics, {sliced.ItemSlices.Count} slices of items"), new Evaluator(sliced), Ranking),
            Compare("AUC alone (scores every candidate again), one round", new Evaluator(), "AUC", once: true),
        ];
        EvaluationCostReport report = new(
            Command + string.Join(' ', ["evaluation", .. args]),
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Machine.Describe(),
            split.Users.Length,
            protocol.Context.Candidates.Count,
            interactions,
            factors,
            rounds,
            rows);
        if (output is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            File.WriteAllText(output + ".json", JsonSerializer.Serialize(report, Json) + "\n");
            File.WriteAllText(output + ".md", Markdown(report));
        }

        Console.WriteLine(Markdown(report));
        return 0;

        EvaluationCostRow Compare(string what, Evaluator evaluator, string names, bool once = false)
        {
            int times = once ? 1 : rounds;
            IReadOnlyList<IMetric> metrics = MetricParser.ParseList(names);
            int depth = Math.Max(1, metrics.Max(static m => m.Cutoff));
            Cost[] asked = new Cost[times];
            Cost[] batched = new Cost[times];
            Cost[] measured = new Cost[times];
            for (int round = once ? 0 : -1; round < times; round++)
            {
                Cost many = Measure(() => AskMany(model, split.Users, depth));
                Cost batch = Measure(() => AskAll(model, split.Users, depth));
                Cost evaluation = Measure(() => evaluator.Evaluate(model, protocol, metrics));
                if (round >= 0)
                {
                    batched[round] = many;
                    asked[round] = batch;
                    measured[round] = evaluation;
                }
            }

            EvaluationCostRow row = new(what, depth, Median(batched), Median(asked), Median(measured));
            Console.Error.WriteLine(row);
            return row;
        }
    }

    /// <summary>The batch top-N itself: one call for all users.</summary>
    private static void AskMany(AlsModel model, ReadOnlySpan<int> users, int depth) =>
        model.RecommendMany(users.ToArray(), depth, new ScoredItem[users.Length * depth], new int[users.Length]);

    /// <summary>A query for each user, on every core, into a buffer of the block: what the evaluator itself asks.</summary>
    private static void AskAll(IRecommender model, ReadOnlySpan<int> users, int depth)
    {
        int[] all = users.ToArray();
        Parallel.For(0, (all.Length + 255) / 256, block =>
        {
            ScoredItem[] found = new ScoredItem[depth];
            foreach (int user in all.AsSpan(block * 256, Math.Min(256, all.Length - (block * 256))))
            {
                model.Recommend(RecommendationQuery.ForUser(user), found);
            }
        });
    }

    private static Cost Measure(Action work)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        work();
        double seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Cost(seconds, (process.TotalProcessorTime - cpu).TotalSeconds);
    }

    private static Cost Median(Cost[] costs) => new(Median(costs.Select(static c => c.Seconds)), Median(costs.Select(static c => c.CpuSeconds)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Markdown(EvaluationCostReport report)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# What an evaluation costs beside the batch top-N\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.Users:N0} users, {report.Candidates:N0} candidates, {report.Interactions:N0} synthetic interactions, ALS with {report.Factors} factors; medians of {report.Rounds} alternating rounds.\n\n");
        text.Append("Batch: `RecommendMany` for all users. Queries: one `Recommend` for each user, on every core. CPU seconds, and in brackets the clock.\n\n");
        text.Append("| measured | list | batch | queries | evaluation | evaluation ÷ batch | evaluation ÷ queries |\n|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (EvaluationCostRow row in report.Rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.What} | {row.Depth} | {row.Batch.CpuSeconds:F2} ({row.Batch.Seconds:F2}) | {row.Top.CpuSeconds:F2} ({row.Top.Seconds:F2}) | {row.Evaluation.CpuSeconds:F2} ({row.Evaluation.Seconds:F2}) | {row.BatchRatio:F2} | {row.CpuRatio:F2} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nMachine: {report.Machine}.\n\nMeasured on {report.Measured} by\n\n    {report.Command}\n");
        return text.ToString();
    }

    private static int Number(string[] args, string name, int standard) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;

    private static string? Text(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
