using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Als.Benchmarks;

/// <summary>
/// How soon the quality is there: NDCG@10 of users set aside after every iteration, and the CPU-seconds of the iterations of
/// a training on everything up to the first that reaches 99 % of the last one's quality.
/// </summary>
internal static class ConvergeBenchmark
{
    public static int Run(string[] args)
    {
        int d = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 64;
        int iterations = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
        long interactions = args.Length > 2 ? long.Parse(args[2], CultureInfo.InvariantCulture) : 19_000_000;
        InteractionMatrix matrix = SyntheticInteractions.Create(138_000, 26_744, interactions);
        TrainingData data = TrainingData.Create(new UserHistories(matrix, matrix));
        _ = matrix.GetItemCount(0);
        Results results = new($"als-converge-{d}", $"ALS to 99 % of its final quality, {d} factors", $"converge {d} {iterations} {interactions}");
        List<double> quality = [];
        List<double> cpu = [];
        using Process process = Process.GetCurrentProcess();
        new AlsTrainer(AlsOptions.ForData(data) with { Factors = d, Iterations = iterations, Patience = iterations }).Fit(data, new Report(p =>
        {
            if (p.Validation is { } value)
            {
                quality.Add(value);
                cpu.Clear();
            }

            process.Refresh();
            cpu.Add(process.TotalProcessorTime.TotalSeconds);
        }));

        for (int i = 0; i < quality.Count; i++)
        {
            List<(string, object)> cells =
            [
                ("iteration", i + 1), ("NDCG@10 of users set aside", quality[i]), ("of the last", quality[i] / quality[^1]),
            ];
            if (i + 1 < cpu.Count)
            {
                cells.Add(("CPU-s of the training up to here", cpu[i + 1] - cpu[0]));
            }

            results.Add([.. cells]);
        }

        results.Write();
        return 0;
    }

    private sealed class Report(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        void IProgress<TrainingProgress>.Report(TrainingProgress value) => action(value);
    }
}
