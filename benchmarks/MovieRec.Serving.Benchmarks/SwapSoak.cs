using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Serving.Benchmarks;

/// <summary>Swaps under load: every answer is compared with what its declared version answers, and times with and without swaps.</summary>
internal static class SwapSoak
{
    private const int Users = 4_000;

    public static int Run(string[] args)
    {
        int swaps = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500;
        int requests = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
        Results results = new("serving-swaps");
        Recommender<int, int>[] models = [.. Enumerable.Range(1, 4).Select(s => Models.Als(Users, 5_000, 40, 32, (ulong)s))];
        using RecommenderHost<int, int> host = new();
        host.Publish(models[0]);
        Load(host, models, requests / 10, 0, tear: false);
        LoadResult steady = Load(host, models, requests, 0, tear: false);
        LoadResult swapped = Load(host, models, requests, swaps, tear: false);
        results.Add("requests", swapped.Requests);
        results.Add("swaps", swapped.Swaps);
        results.Add("errors", swapped.Errors);
        results.Add("mixedAnswers", swapped.Mixed);
        results.Add("unreleasedGenerations", swapped.Unreleased);
        results.Add("steadyP99Milliseconds", steady.P99);
        results.Add("swapsP99Milliseconds", swapped.P99);
        results.Add("p99Ratio", swapped.P99 / steady.P99);
        results.Require("no error, no answer from two generations, every generation released", swapped is { Errors: 0, Mixed: 0, Unreleased: 0 } && swapped.Swaps >= swaps);
        results.Require("p99 during swaps at most 1.5 times steady", swapped.P99 <= 1.5 * steady.P99);
        LoadResult torn = Load(host, models, requests / 2, swaps, tear: true);
        results.Add("controlMixedAnswers", torn.Mixed);
        results.Require("control: reading the version after the answer mixes generations", torn.Mixed > 0);
        return results.Write();
    }

    /// <summary>One thread asks, one publishes: as many as the machine has cores for.</summary>
    private static LoadResult Load(RecommenderHost<int, int> host, Recommender<int, int>[] models, int requests, int swaps, bool tear)
    {
        Dictionary<string, Recommender<int, int>> byVersion = models.ToDictionary(static m => m.ModelVersion);
        List<Released> released = [];
        long done = 0;
        int published = 0;
        Task publisher = Task.Run(() =>
        {
            // Spread over the whole run, each with a collection of the whole heap.
            for (int s = 0; s < swaps; s++)
            {
                while (Volatile.Read(ref done) < (long)s * requests / swaps)
                {
                    Thread.Sleep(1);
                }

                Released resource = new();
                released.Add(resource);
                host.Publish(new Generation<int, int>(models[s % models.Length], DateTimeOffset.UnixEpoch, "", [resource]));
                published++;
                GC.Collect(s % 10 == 0 ? 2 : 0, GCCollectionMode.Forced, blocking: true);
            }
        });
        double[] times = new double[requests];
        Recommendation<int>[] list = new Recommendation<int>[10];
        Recommendation<int>[] expected = new Recommendation<int>[10];
        int errors = 0;
        int mixed = 0;
        for (int i = 0; i < requests; i++)
        {
            int user = i * 7919 % Users;
            try
            {
                long start = Stopwatch.GetTimestamp();
                int count = host.Recommend(RecommendationRequest<int, int>.ForUser(user), list, out AnswerInfo answer);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                string version = tear ? host.ModelVersion : answer.ModelVersion;
                int again = byVersion[version].Recommend(user, expected, out _);
                mixed += list.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, again)) ? 0 : 1;
            }
            catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException or ArgumentException)
            {
                errors++;
            }

            Volatile.Write(ref done, i + 1);
        }

        publisher.Wait();
        Array.Sort(times);
        int unreleased = released.SkipLast(1).Count(static r => !r.IsDisposed);
        return new LoadResult(requests, published, errors, mixed, unreleased, times[(int)(0.99 * requests)]);
    }

    private sealed record LoadResult(int Requests, int Swaps, int Errors, int Mixed, int Unreleased, double P99);

    private sealed class Released : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
