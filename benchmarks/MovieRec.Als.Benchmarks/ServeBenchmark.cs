using System.Diagnostics;
using MovieRec.Numerics;

namespace MovieRec.Als.Benchmarks;

/// <summary>Top 10 for many users and for one, on trained factors.</summary>
internal static class ServeBenchmark
{
    public static int Run(string[] args)
    {
        long interactions = long.Parse(args[0]);
        int users = int.Parse(args[1]), items = int.Parse(args[2]), d = int.Parse(args[3]), iterations = int.Parse(args[4]);
        InteractionMatrix matrix = SyntheticInteractions.Create(users, items, interactions);
        TrainingData data = TrainingData.Create(new UserHistories(matrix, matrix));
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = d, Iterations = iterations, RecordLoss = false }).Fit(data);
        double peak = MachinePeak.MultiplyAdds();
        double read = MachinePeak.ReadBandwidth();
        Batch(model, peak);
        Single(model, read);
        FoldIn(model);
        return 0;
    }

    private static void Batch(AlsModel model, double peak)
    {
        int[] users = [.. Enumerable.Range(0, Math.Min(model.UserCount, BatchScan.MaxQueries))];
        ScoredItem[] lists = new ScoredItem[users.Length * 10];
        int[] written = new int[users.Length];
        BatchOptions options = new() { MaxDegreeOfParallelism = 1 };
        double best = double.MaxValue;
        double worst = 0;
        for (int run = 0; run < 300; run++)
        {
            long start = Stopwatch.GetTimestamp();
            model.RecommendMany(users, 10, lists, written, options);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Min(best, seconds);
            worst = Math.Max(worst, seconds);
        }

        double flops = 2.0 * users.Length * model.ItemCount * model.Dimensions;
        Console.WriteLine($"batch: {users.Length / best:F0} users/s (worst {users.Length / worst:F0}), {flops / best / peak:P1} of peak {peak / 1e9:F0} GF");
    }

    private static void Single(AlsModel model, double read)
    {
        ScreenedScan? screen = ScreenedScan.Create(model.ItemFactors);
        int queries = Math.Min(500, model.UserCount);
        ulong[] all = model.RankableItems.Words.ToArray();
        List<double> plain = [], screened = [];
        long screenedRows = 0, scoredRows = 0;
        ScoredItem[] a = new ScoredItem[10], b = new ScoredItem[10];
        for (int pass = 0; pass < 3; pass++)
        {
            for (int u = 0; u < queries; u++)
            {
                ReadOnlySpan<float> query = model.UserFactors.PaddedRow(u);
                long start = Stopwatch.GetTimestamp();
                ExactScan.Run(query, model.ItemFactors, Similarity.InnerProduct, all, a);
                plain.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                start = Stopwatch.GetTimestamp();
                screen!.Run(query, all, b, out ScreeningCounts counts);
                screened.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                screenedRows += counts.Screened;
                scoredRows += counts.Scored;
                if (!a.AsSpan().SequenceEqual(b))
                {
                    throw new InvalidOperationException($"user {u} differs");
                }
            }
        }

        double n = plain.Count;
        double floats = (double)model.ItemCount * model.ItemFactors.Stride * 4;
        double bytes = ((screenedRows / n) * (model.ItemFactors.Stride + 12)) + (scoredRows / n * model.ItemFactors.Stride * 4);
        plain.Sort();
        screened.Sort();
        Console.WriteLine(
            $"single: plain p50 {plain[plain.Count / 2]:F0} us (floor by reading {floats / read * 1e6:F0} us), screened p50 {screened[screened.Count / 2]:F0} us, p99 {screened[screened.Count * 99 / 100]:F0} us;"
            + $" rows screened {screenedRows / n / model.ItemCount:P2}, scored {scoredRows / n / model.ItemCount:P2}, bytes {bytes / floats:P2}");
    }

    private static void FoldIn(AlsModel model)
    {
        int[] history = [.. Enumerable.Range(0, 100).Select(i => i * 7)];
        float[] vector = new float[model.Dimensions];
        double best = double.MaxValue;
        for (int run = 0; run < 2000; run++)
        {
            long start = Stopwatch.GetTimestamp();
            model.TryFoldIn(history, default, vector);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        Console.WriteLine($"fold-in of 100 items: {best:F1} us");
    }
}
