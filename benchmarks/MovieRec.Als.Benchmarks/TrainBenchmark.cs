using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Als.Benchmarks;

/// <summary>CPU-seconds, seconds and memory of exact iterations on synthetic interactions.</summary>
internal static class TrainBenchmark
{
    public static int Run(string[] args)
    {
        long interactions = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 19_000_000;
        int users = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 138_000;
        int items = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 26_744;
        int[] sizes = args.Length > 3 ? [.. args[3].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [64, 128];
        int iterations = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 3;
        int[] threads = args.Length > 5 ? [.. args[5].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [1, 2];
        AlsSolver[] solvers = args.Length > 6 ? [.. args[6].Split(',').Select(Enum.Parse<AlsSolver>)] : [AlsSolver.Cholesky];
        Results results = new(
            "als-train",
            "ALS training on synthetic interactions",
            $"train {interactions} {users} {items} {string.Join(',', sizes)} {iterations} {string.Join(',', threads)} {string.Join(',', solvers)}");
        InteractionMatrix matrix = SyntheticInteractions.Create(users, items, interactions);
        TrainingData data = TrainingData.Create(new UserHistories(matrix, matrix));
        _ = matrix.GetItemCount(0);
        double peak = MachinePeak.MultiplyAdds();
        foreach (AlsSolver solver in solvers)
        {
            foreach (int d in sizes)
            {
                foreach (int count in threads)
                {
                    One(data, new AlsOptions { Factors = d, Iterations = iterations, MaxDegreeOfParallelism = count, Solver = solver }, peak, results);
                }
            }
        }

        results.Write();
        return 0;
    }

    /// <summary>1, 5, 25 and 100 million interactions, each in a process of its own so that its memory can be seen.</summary>
    public static int Growth(string[] args)
    {
        string factors = args.Length > 1 ? args[1] : "64";
        Results results = new(
            factors == "64" ? "als-growth" : $"als-growth-{factors}",
            $"Growth of ALS training, {factors} factors, 2 iterations, all cores",
            "growth " + string.Join(' ', args));
        foreach (long millions in args.Length > 0 ? args[0].Split(',').Select(long.Parse) : [1L, 5, 25, 100])
        {
            ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            {
                start.ArgumentList.Add(typeof(TrainBenchmark).Assembly.Location);
            }

            start.ArgumentList.Add("growth-one");
            start.ArgumentList.Add(millions.ToString(CultureInfo.InvariantCulture));
            start.ArgumentList.Add(factors);
            using Process process = Process.Start(start)!;
            string[] fields = process.StandardOutput.ReadToEnd().Trim().Split(' ');
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                return process.ExitCode;
            }

            double[] values = [.. fields.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            results.Add(
                ("interactions", (long)values[0]),
                ("users", (long)values[1]),
                ("CPU-s per iteration", values[2]),
                ("s per iteration", values[3]),
                ("CPU-µs per interaction", values[2] / values[0] * 1e6),
                ("interactions MiB", values[4]),
                ("peak beyond the interactions MiB", values[5]));
        }

        results.Write();
        return 0;
    }

    public static int GrowthOne(string[] args)
    {
        long interactions = long.Parse(args[0], CultureInfo.InvariantCulture) * 1_000_000;
        int users = (int)(interactions / 150);
        int d = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;
        InteractionMatrix matrix = SyntheticInteractions.Create(users, 62_000, interactions);
        TrainingData data = TrainingData.Create(new UserHistories(matrix, matrix));
        _ = matrix.GetItemCount(0);
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        process.Refresh();
        double before = process.WorkingSet64 / 1048576.0;
        double cpu = process.TotalProcessorTime.TotalSeconds;
        long start = Stopwatch.GetTimestamp();
        double peak = before;
        double cpuAfter = 0, seconds = 0;
        new AlsTrainer(new AlsOptions { Factors = d, Iterations = 2 }).Fit(data, new Report(_ =>
        {
            process.Refresh();
            cpuAfter = process.TotalProcessorTime.TotalSeconds;
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            peak = Math.Max(peak, process.WorkingSet64 / 1048576.0);
        }));
        process.Refresh();
        peak = Math.Max(peak, process.WorkingSet64 / 1048576.0);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{matrix.Count} {users} {(cpuAfter - cpu) / 2:F3} {seconds / 2:F3} {before:F0} {peak - before:F0}"));
        return 0;
    }

    private static void One(TrainingData data, AlsOptions options, double peak, Results results)
    {
        InteractionMatrix matrix = data.Interactions;
        using Process process = Process.GetCurrentProcess();
        List<double> cpu = [process.TotalProcessorTime.TotalSeconds];
        List<double> wall = [0];
        long start = Stopwatch.GetTimestamp();
        AlsModel model = new AlsTrainer(options).Fit(data, new Report(_ =>
        {
            process.Refresh();
            cpu.Add(process.TotalProcessorTime.TotalSeconds);
            wall.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }));
        process.Refresh();
        double last = process.TotalProcessorTime.TotalSeconds - cpu[^1];
        double bestCpu = Enumerable.Range(1, cpu.Count - 1).Min(i => cpu[i] - cpu[i - 1]);
        double bestWall = Enumerable.Range(1, cpu.Count - 1).Min(i => wall[i] - wall[i - 1]);
        double d = options.Factors;
        double flops = (2.0 * matrix.Count * d * (d + 1)) + ((double)(matrix.UserCount + matrix.ItemCount) * d * d * d / 3);
        results.Add(
            ("solver", options.Solver),
            ("interactions", matrix.Count),
            ("d", options.Factors),
            ("threads", options.MaxDegreeOfParallelism),
            ("CPU-s per iteration (best)", bestCpu),
            ("s per iteration (best)", bestWall),
            ("of the multiply-add peak", options.Solver == AlsSolver.Cholesky ? flops / bestCpu / peak : double.NaN),
            ("last solve CPU-s", last),
            ("loss", model.Losses[^1]),
            ("peak memory MiB", process.PeakWorkingSet64 >> 20));
    }

    private sealed class Report(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        void IProgress<TrainingProgress>.Report(TrainingProgress value) => action(value);
    }
}
