namespace MovieRec.Ann.Benchmarks;

/// <summary>One point of a curve.</summary>
internal sealed record Point(string Backend, string Parameters, int Effort, double Recall, double QueriesPerCpuSecond, double BuildCpuSeconds, long Bytes);

internal static class Measure
{
    /// <summary>CPU time of this process.</summary>
    public static double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds;

    public static (T Value, double CpuSeconds) Timed<T>(Func<T> work)
    {
        double before = Cpu();
        T value = work();
        return (value, Cpu() - before);
    }

    /// <summary>Recall and speed on one thread: rounds over the queries until half a second has gone, the best round counts.</summary>
    public static (double Recall, double QueriesPerCpuSecond) Search(ISimilarityIndex index, BenchmarkSet set, int effort, double seconds = 0.5)
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
                int n = index.Search(set.Query(i), found, set.Options(i, effort));
                hits += set.Hits(i, found.AsSpan(0, n));
            }

            double cpu = Cpu() - before;
            total += cpu;
            best = Math.Min(best, cpu);
        }

        return ((double)hits / (set.QueryCount * BenchmarkSet.Cutoff), set.QueryCount / best);
    }
}
