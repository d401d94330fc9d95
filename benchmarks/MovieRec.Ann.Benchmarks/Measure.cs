namespace MovieRec.Ann.Benchmarks;

/// <summary>One point of a curve.</summary>
internal sealed record Point(int Effort, double Recall, double QueriesPerCpuSecond);

/// <summary>One back end on one data set.</summary>
internal sealed record Curve(string Backend, string Parameters, double BuildCpuSeconds, double BuildSeconds, long Bytes, long PeakBytes, IReadOnlyList<Point> Points)
{
    /// <summary>For a native library: the back end it is compared with.</summary>
    public string? PeerOf { get; init; }

    /// <summary>The fastest point that reaches a recall.</summary>
    public double? At(double recall) => Points.Where(p => p.Recall >= recall).Select(static p => (double?)p.QueriesPerCpuSecond).Max();
}

internal static class Measure
{
    /// <summary>CPU time of this process.</summary>
    public static double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Recall and speed on one thread: rounds over the queries until the time has gone, the best round counts.</summary>
    public static Point Search(ISimilarityIndex index, BenchmarkSet set, int effort, ItemMask? mask = null, float[]? bars = null, double seconds = 0.2)
    {
        ScoredItem[] found = new ScoredItem[BenchmarkSet.Cutoff];
        long hits = 0;
        double best = double.MaxValue, total = 0;
        for (int round = 0; round < 2 || total < seconds; round++)
        {
            hits = 0;
            double before = Cpu();
            for (int i = 0; i < set.QueryCount; i++)
            {
                int n = index.Search(set.Query(i), found, set.Options(i, effort) with { Eligible = mask });
                hits += BenchmarkSet.Hits(bars is null ? set.Bars[i] : bars[i], found.AsSpan(0, n));
            }

            double cpu = Cpu() - before;
            total += cpu;
            best = Math.Min(best, cpu);
        }

        return new Point(effort, (double)hits / (set.QueryCount * BenchmarkSet.Cutoff), set.QueryCount / best);
    }

    public static Curve Run(BenchmarkSet set, string parameters, Func<VectorIndex> build, IReadOnlyList<int> efforts)
    {
        GC.Collect();
        long wall = System.Diagnostics.Stopwatch.GetTimestamp();
        double before = Cpu();
        using VectorIndex index = build();
        double cpu = Cpu() - before;
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(wall).TotalSeconds;
        long peak = System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64;
        List<Point> points = [];
        foreach (int effort in efforts)
        {
            points.Add(Search(index, set, effort));
            if (points[^1].Recall > 0.9995 || effort >= VectorIndex.ExactEffort)
            {
                break;
            }
        }

        return Note(new Curve(index.Backend, parameters, cpu, seconds, index.SizeInBytes, peak, points));
    }

    /// <summary>Says on standard error what was measured.</summary>
    public static Curve Note(Curve curve)
    {
        Console.Error.WriteLine(FormattableString.Invariant(
            $"  {curve.Backend} {curve.Parameters}: {curve.BuildCpuSeconds:F1} CPU-s, .90 at {curve.At(0.9):F0}/s, .95 at {curve.At(0.95):F0}/s, .99 at {curve.At(0.99):F0}/s, best {curve.Points.Max(static p => p.Recall):F4}"));
        return curve;
    }
}
