using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Serving.Benchmarks;

/// <summary>One recommendation in process, on one thread: filter, re-rank, reasons; then what telemetry costs when nobody listens.</summary>
internal static class Latency
{
    private const int Users = 20_000;

    public static int Run(string[] args)
    {
        int items = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 62_000;
        int factors = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;
        Results results = new("serving-latency");
        Recommender<int, int> recommender = Models.Als(Users, items, 60, factors, 1);
        RecommendOptions options = new() { Eligible = recommender.Catalog.Select(new MovieFilter { Genres = [.. Enumerable.Range(0, 10).Select(static g => $"Genre {g}")] }) };
        using RecommenderHost<int, int> plain = Host(recommender, null);
        using ServingTelemetry telemetry = new();
        using RecommenderHost<int, int> measured = Host(recommender, telemetry);
        RecentEvent<int>[] recent = [new(17, FeedbackKind.Save, TimeProvider.System.GetUtcNow()), new(40, FeedbackKind.Save, TimeProvider.System.GetUtcNow())];
        results.Add("items", items);
        results.Add("factors", factors);
        double p99 = Measure(plain, options, default, 20_000, out double p50, out long bytes);
        results.Add("personalizedP50Milliseconds", p50);
        results.Add("personalizedP99Milliseconds", p99);
        results.Add("bytesAllocatedPerRequest", bytes);
        double freshP99 = Measure(plain, options, recent, 20_000, out double freshP50, out long freshBytes);
        results.Add("foldInP50Milliseconds", freshP50);
        results.Add("foldInP99Milliseconds", freshP99);
        results.Add("foldInBytesAllocatedPerRequest", freshBytes);
        results.Require("p99 at most 2 ms", p99 <= 2 && freshP99 <= 2);
        results.Require("zero bytes allocated", bytes == 0 && freshBytes == 0);

        // In turn, and each first in every second pair, so that neither order nor a slower minute decides; the median of the ratios.
        double[] ratios = new double[41];
        for (int i = 0; i < ratios.Length; i++)
        {
            bool plainFirst = i % 2 == 0;
            double first = Total(plainFirst ? plain : measured, options, 400);
            double second = Total(plainFirst ? measured : plain, options, 400);
            ratios[i] = plainFirst ? second / first : first / second;
        }

        Array.Sort(ratios);
        results.Add("telemetryOverheadPercent", 100 * (ratios[ratios.Length / 2] - 1));
        results.Require("telemetry costs at most 2 % with nobody listening", ratios[ratios.Length / 2] <= 1.02);
        return results.Write();
    }

    private static RecommenderHost<int, int> Host(Recommender<int, int> recommender, ServingTelemetry? telemetry)
    {
        RecommenderHostOptions<int, int> options = new RecommenderHostOptions<int, int>().UseFallback().UseDiversity(static r => new GenreRotation(r.Catalog));
        RecommenderHost<int, int> host = new(telemetry is null ? options : options.UseTelemetry(telemetry));
        host.Publish(recommender);
        return host;
    }

    private static double Measure(
        RecommenderHost<int, int> host, RecommendOptions options, ReadOnlySpan<RecentEvent<int>> recent, int requests, out double p50, out long bytes)
    {
        Recommendation<int>[] list = new Recommendation<int>[10];
        double[] times = new double[requests];
        long allocated = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < requests; i++)
            {
                long start = Stopwatch.GetTimestamp();
                host.Recommend(RecommendationRequest<int, int>.ForUser(i * 7919 % Users, recent) with { Options = options }, list, out _);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(times);
        p50 = times[requests / 2];
        bytes = allocated / requests;
        return times[(int)(0.99 * requests)];
    }

    private static double Total(RecommenderHost<int, int> host, RecommendOptions options, int requests)
    {
        Recommendation<int>[] list = new Recommendation<int>[10];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < requests; i++)
        {
            host.Recommend(RecommendationRequest<int, int>.ForUser(i * 7919 % Users) with { Options = options }, list, out _);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A re-ranker of known cost: the best item of each genre in turn.</summary>
    private sealed class GenreRotation(MovieCatalog catalog) : IReranker
    {
        public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count)
        {
            int written = Math.Min(count, candidates.Length);
            for (int place = 1; place < written; place++)
            {
                int previous = catalog.GetGenreIndices(candidates[place - 1].ItemIndex)[0];
                for (int i = place; i < candidates.Length; i++)
                {
                    if (catalog.GetGenreIndices(candidates[i].ItemIndex)[0] != previous)
                    {
                        ScoredItem chosen = candidates[i];
                        candidates[place..i].CopyTo(candidates[(place + 1)..]);
                        candidates[place] = chosen;
                        break;
                    }
                }
            }

            return written;
        }
    }
}
