namespace MovieRec.Eval;

/// <summary>Times of requests, each and in summary.</summary>
/// <param name="Summary">Percentiles and throughput.</param>
/// <param name="Milliseconds">Every request's time in milliseconds, ascending.</param>
public sealed record LatencyMeasurement(LatencySummary Summary, ReadOnlyMemory<double> Milliseconds);
