namespace MovieRec.Eval;

/// <summary>Times of requests in milliseconds.</summary>
/// <param name="Requests">Measured requests.</param>
/// <param name="Threads">Threads that sent them.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Maximum">The slowest.</param>
/// <param name="RequestsPerSecond">Throughput of all threads.</param>
public readonly record struct LatencySummary(
    int Requests, int Threads, double P50, double P95, double P99, double Maximum, double RequestsPerSecond);
