using System.Text.Json.Serialization;

namespace MovieRec.Benchmarks.Pipeline;

/// <summary>What one process measured of itself.</summary>
/// <param name="Step">Name of the step.</param>
/// <param name="Seconds">Wall-clock seconds of the work, start-up of the process left out.</param>
/// <param name="CpuSeconds">Processor seconds of the work, all threads.</param>
/// <param name="Rows">Rows (or other units) worked on.</param>
/// <param name="PeakMegabytes">Largest resident set of the process so far, 10⁶ bytes.</param>
/// <param name="Detail">What else is worth knowing.</param>
internal sealed record StepResult(string Step, double Seconds, double CpuSeconds, long Rows, double PeakMegabytes, string Detail)
{
    [JsonIgnore]
    public double RowsPerSecond => Rows / Seconds;
}
