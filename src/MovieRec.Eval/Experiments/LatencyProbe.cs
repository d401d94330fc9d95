using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace MovieRec.Eval;

/// <summary>
/// Closed-loop load: n threads share a list of requests, each takes the next one as soon as its last is done. Percentiles by
/// nearest rank. A closed loop measures service time at a fixed concurrency, not the queue of an open arrival process.
/// </summary>
public static class LatencyProbe
{
    /// <summary>Runs requests and times each.</summary>
    /// <param name="request">Does request number i; called from several threads.</param>
    /// <param name="requests">Measured requests, ≥ 1.</param>
    /// <param name="threads">Threads, ≥ 1.</param>
    /// <param name="warmUp">Requests before the measurement, ≥ 0.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <remarks>The first exception of a request ends the measurement and is thrown here.</remarks>
    public static LatencySummary Measure(Action<int> request, int requests, int threads = 1, int warmUp = 0, CancellationToken cancellationToken = default) =>
        Record(request, requests, threads, warmUp, cancellationToken).Summary;

    /// <summary>The same, with every request's time.</summary>
    /// <param name="request">Does request number i; called from several threads.</param>
    /// <param name="requests">Measured requests, ≥ 1.</param>
    /// <param name="threads">Threads, ≥ 1.</param>
    /// <param name="warmUp">Requests before the measurement, ≥ 0.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <remarks>The first exception of a request ends the measurement and is thrown here.</remarks>
    public static LatencyMeasurement Record(Action<int> request, int requests, int threads = 1, int warmUp = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(requests);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegative(warmUp);
        Run(request, new double[warmUp], threads, cancellationToken);
        double[] times = new double[requests];
        long start = Stopwatch.GetTimestamp();
        Run(request, times, threads, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(times);
        LatencySummary summary = new(
            requests, threads, Percentile(times, 0.5), Percentile(times, 0.95), Percentile(times, 0.99), times[^1], requests / seconds);
        return new LatencyMeasurement(summary, times);
    }

    /// <summary>Times top-<paramref name="count"/> lists of a model for evaluated users, one at a time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="protocol">Whose users are asked, with their candidates and histories.</param>
    /// <param name="requests">Measured requests; users repeat when there are fewer.</param>
    /// <param name="count">Length of a list.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static LatencySummary Measure(
        IRecommender model, EvaluationProtocol protocol, int requests = 500, int count = 10, CancellationToken cancellationToken = default) =>
        Record(model, protocol, requests, count, cancellationToken).Summary;

    /// <summary>The same, with every request's time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="protocol">Whose users are asked, with their candidates and histories.</param>
    /// <param name="requests">Measured requests; users repeat when there are fewer.</param>
    /// <param name="count">Length of a list.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static LatencyMeasurement Record(
        IRecommender model, EvaluationProtocol protocol, int requests = 500, int count = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ScoredItem[] found = new ScoredItem[count];
        int[] users = protocol.Split.Users.ToArray();
        ItemMask[] masks = [.. Enumerable.Range(0, Math.Min(users.Length, requests)).Select(i => protocol.CandidatesOf(users[i]))];
        return users.Length == 0
            ? throw new ArgumentException("The split has no user to ask for.", nameof(protocol))
            : Record(Ask, requests, threads: 1, warmUp: Math.Min(requests, 50), cancellationToken);

        void Ask(int i)
        {
            int place = i % masks.Length;
            model.Recommend(protocol.QueryOf(users[place], masks[place]), found);
        }
    }

    private static void Run(Action<int> request, double[] times, int threads, CancellationToken cancellationToken)
    {
        int next = -1;
        ExceptionDispatchInfo? failure = null;
        Thread[] workers = [.. Enumerable.Range(0, Math.Min(threads, times.Length)).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();

        void Work()
        {
            try
            {
                int i;
                while ((i = Interlocked.Increment(ref next)) < times.Length && !cancellationToken.IsCancellationRequested)
                {
                    long start = Stopwatch.GetTimestamp();
                    request(i);
                    times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
            }
            catch (Exception exception)
            {
                // Told by the calling thread; the other threads stop at their next request.
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                Interlocked.Exchange(ref next, times.Length);
            }
        }
    }

    private static double Percentile(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
