using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieRec.Benchmarks;

/// <summary>The machine a result was measured on.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryGiB, string OperatingSystem, string Framework, string Registers, string Collector)
{
    public static Machine Describe() => new(
        Processors(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Vector512.IsHardwareAccelerated ? "512 bit" : Vector256.IsHardwareAccelerated ? "256 bit" : "128 bit",
        GCSettings.IsServerGC ? "server" : "workstation");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {MemoryGiB} GiB, {OperatingSystem}, {Framework}, registers of {Registers}, {Collector} garbage collector");

    private static string Processors()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
