namespace MovieRec.Benchmarks.Evaluation;

/// <summary>What some work took.</summary>
/// <param name="Seconds">Wall-clock seconds.</param>
/// <param name="CpuSeconds">Processor seconds of all threads.</param>
internal readonly record struct Cost(double Seconds, double CpuSeconds);
