using System.Diagnostics;
using System.Globalization;
using MovieRec.Numerics;

namespace MovieRec.Als.Benchmarks;

/// <summary>Top 10 for many users, for one user with and without screening, and fold-in; on trained factors.</summary>
internal static class ServeBenchmark
{
    public static int Run(string[] args)
    {
        long interactions = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 19_000_000;
        int users = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 138_000;
        int items = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 26_744;
        int d = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 64;
        int iterations = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 5;
        string name = $"als-serve-{items}x{d}";
        Results results = new(name, $"Serving ALS factors, {items} items × {d}", $"serve {interactions} {users} {items} {d} {iterations}");
        InteractionMatrix matrix = SyntheticInteractions.Create(users, items, interactions);
        TrainingData data = TrainingData.Create(new UserHistories(matrix, matrix));
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = d, Iterations = iterations }).Fit(data);
        double peak = MachinePeak.MultiplyAdds();
        double read = MachinePeak.ReadBandwidth();
        Batch(model, peak, results);
        Single(model, read, results);
        FoldIn(model, results);
        results.Write();
        return 0;
    }

    private static void Batch(AlsModel model, double peak, Results results)
    {
        int[] users = [.. Enumerable.Range(0, model.UserCount)];
        ScoredItem[] lists = new ScoredItem[users.Length * 10];
        int[] written = new int[users.Length];
        using Process process = Process.GetCurrentProcess();
        double cpu = process.TotalProcessorTime.TotalSeconds;
        long start = Stopwatch.GetTimestamp();
        model.RecommendMany(users, 10, lists, written);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        cpu = process.TotalProcessorTime.TotalSeconds - cpu;
        double pair = 2.0 * model.ItemCount * model.Dimensions;
        results.Add(
            ("what", "top 10 of all users"), ("users", users.Length), ("s", seconds), ("CPU-s", cpu), ("users per CPU-s", users.Length / cpu),
            ("of the multiply-add peak", users.Length * pair / cpu / peak));
        double best = double.MaxValue;
        int block = Math.Min(BatchScan.MaxQueries, users.Length);
        for (int run = 0; run < 300; run++)
        {
            start = Stopwatch.GetTimestamp();
            model.RecommendMany(users.AsMemory(0, block), 10, lists, written, new BatchOptions { MaxDegreeOfParallelism = 1 });
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        results.Add(
            ("what", "one block of users, fastest of 300"), ("users", block), ("s", best), ("CPU-s", best), ("users per CPU-s", block / best),
            ("of the multiply-add peak", block * pair / best / peak));
    }

    private static void Single(AlsModel model, double read, Results results)
    {
        ScreenedScan screen = ScreenedScan.Create(model.ItemFactors)!;
        int queries = Math.Min(500, model.UserCount);
        ulong[] all = model.RankableItems.Words.ToArray();
        List<double> plain = [], screened = [];
        long rows = 0, scored = 0;
        ScoredItem[] a = new ScoredItem[10], b = new ScoredItem[10];
        for (int u = 0; u < queries; u++)
        {
            ReadOnlySpan<float> query = model.UserFactors.PaddedRow(u);
            long start = Stopwatch.GetTimestamp();
            ExactScan.Run(query, model.ItemFactors, Similarity.InnerProduct, all, a);
            plain.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            start = Stopwatch.GetTimestamp();
            screen.Run(query, all, b, out ScreeningCounts counts);
            screened.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            rows += counts.Screened;
            scored += counts.Scored;
            if (!a.AsSpan().SequenceEqual(b))
            {
                throw new InvalidOperationException($"user {u}: the screened list differs from the plain one");
            }
        }

        double floats = (double)model.ItemCount * model.ItemFactors.Stride * 4;
        double bytes = ((double)rows / queries * (model.ItemFactors.Stride + 12)) + ((double)scored / queries * model.ItemFactors.Stride * 4);
        plain.Sort();
        screened.Sort();
        results.Add(("what", "one user, plain scan"), ("p50 µs", plain[queries / 2]), ("p99 µs", plain[queries * 99 / 100]), ("floor by reading µs", floats / read * 1e6));
        results.Add(
            ("what", "one user, screened, same lists"), ("p50 µs", screened[queries / 2]), ("p99 µs", screened[queries * 99 / 100]),
            ("rows screened", (double)rows / queries / model.ItemCount), ("rows scored", (double)scored / queries / model.ItemCount), ("bytes of the plain scan's", bytes / floats));
    }

    private static void FoldIn(AlsModel model, Results results)
    {
        int[] history = [.. Enumerable.Range(0, 100).Select(i => i * 7 % model.ItemCount)];
        float[] vector = new float[model.Dimensions];
        List<double> times = [];
        for (int run = 0; run < 2000; run++)
        {
            long start = Stopwatch.GetTimestamp();
            model.TryFoldIn(history, default, vector);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        times.Sort();
        results.Add(("what", "fold-in of 100 items"), ("p50 µs", times[1000]), ("p99 µs", times[1980]));
    }
}
