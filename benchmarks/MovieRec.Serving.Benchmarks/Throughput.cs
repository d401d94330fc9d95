using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Serving.Benchmarks;

/// <summary>Acknowledged events per second: 16 writers with one event at a time each, and with the impressions of one list.</summary>
internal static class Throughput
{
    public static int Run(string[] args)
    {
        double seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 10;
        Results results = new("serving-throughput");
        double best = 0;
        foreach ((int writers, int events) in ((int, int)[])[(16, 1), (16, 10), (64, 10), (256, 10)])
        {
            (double rate, double p99) = Measure(writers, events, seconds);
            results.Add($"eventsPerSecond {writers} writers of {events}", rate);
            results.Add($"acknowledgementP99Milliseconds {writers} writers of {events}", p99);
            best = Math.Max(best, rate);
        }

        results.Require("at least 10,000 acknowledged events per second", best >= 10_000);
        return results.Write();
    }

    private static (double Rate, double P99) Measure(int writers, int events, double seconds)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("movierec-rate-");
        try
        {
            using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = Path.Combine(folder.FullName, "feedback.db") });
            List<double> times = [];
            Stopwatch watch = Stopwatch.StartNew();
            Task[] tasks = [.. Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
            {
                for (int i = 0; watch.Elapsed.TotalSeconds < seconds; i++)
                {
                    FeedbackRecord<int>[] records = [.. Enumerable.Range(0, events).Select(j => Events.Next(w, (i * events) + j))];
                    long start = Stopwatch.GetTimestamp();
                    await log.AppendAsync(records);
                    lock (times)
                    {
                        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                }
            }))];
            Task.WaitAll(tasks);
            double elapsed = watch.Elapsed.TotalSeconds;
            times.Sort();
            return (log.StoredCount / elapsed, times[(int)(0.99 * times.Count)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
