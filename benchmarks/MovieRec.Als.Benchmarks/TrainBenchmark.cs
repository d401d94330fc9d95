using System.Diagnostics;

namespace MovieRec.Als.Benchmarks;

/// <summary>CPU-seconds, seconds and memory of one exact iteration.</summary>
internal static class TrainBenchmark
{
    public static int Run(string[] args)
    {
        long interactions = long.Parse(args[0]);
        int users = int.Parse(args[1]), items = int.Parse(args[2]);
        int[] sizes = [.. args[3].Split(',').Select(int.Parse)];
        int iterations = int.Parse(args[4]), threads = int.Parse(args[5]);
        long start = Stopwatch.GetTimestamp();
        InteractionMatrix matrix = SyntheticInteractions.Create(users, items, interactions);
        Console.WriteLine($"{matrix.Count} interactions generated in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        TrainingData data = TrainingData.Create(new UserHistories(matrix, matrix));
        _ = matrix.GetItemCount(0);
        double peak = MachinePeak.MultiplyAdds();
        foreach (int d in sizes)
        {
            Process process = Process.GetCurrentProcess();
            List<double> cpu = [process.TotalProcessorTime.TotalSeconds];
            List<double> wall = [0];
            start = Stopwatch.GetTimestamp();
            AlsModel model = new AlsTrainer(new AlsOptions { Factors = d, Iterations = iterations, MaxDegreeOfParallelism = threads })
                .Fit(data, new Progress(p =>
                {
                    process.Refresh();
                    cpu.Add(process.TotalProcessorTime.TotalSeconds);
                    wall.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }));
            double flops = (2.0 * matrix.Count * d * (d + 1)) + ((double)(users + items) * d * d * d / 3);
            process.Refresh();
            double final = process.TotalProcessorTime.TotalSeconds - cpu[^1];
            for (int i = 1; i < cpu.Count; i++)
            {
                Console.WriteLine($"d={d} iteration {i}: {cpu[i] - cpu[i - 1]:F2} CPU-s, {wall[i] - wall[i - 1]:F2} s, {flops / (cpu[i] - cpu[i - 1]) / peak:P1} of peak {peak / 1e9:F0} GF, loss {model.Losses[i - 1]:F0}");
            }

            Console.WriteLine($"d={d} last solve {final:F2} CPU-s; peak memory {process.PeakWorkingSet64 >> 20} MiB");
        }

        return 0;
    }

    private sealed class Progress(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
