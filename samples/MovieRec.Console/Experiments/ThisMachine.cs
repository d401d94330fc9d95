using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieRec.Cli.Experiments;

/// <summary>What a measurement ran on, and of which source. No host name: a log may be published.</summary>
internal static class ThisMachine
{
    public static string Description { get; } = CliContext.Invariant(
        $"{Environment.ProcessorCount} × {RuntimeInformation.ProcessArchitecture}, {Registers} bit, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>The revision that the build recorded.</summary>
    public static string Commit { get; } =
        typeof(ThisMachine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', 2) is [_, var revision]
            ? revision
            : "unknown";

    private static int Registers => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
