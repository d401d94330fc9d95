using System.Globalization;

namespace MovieRec.Eval;

/// <summary>Looks for values that make no sense; the first is told with its place.</summary>
internal static class GateConfigCheck
{
    /// <summary>Such as <c>$.latency.threads: expected 1 … 1024, found 0.</c>; null when all is well.</summary>
    public static string? FirstError(GateConfig config) => Errors(config).FirstOrDefault();

    private static IEnumerable<string> Errors(GateConfig config)
    {
        if (!Enum.IsDefined(config.Purpose))
        {
            yield return "$.purpose: expected launch or rehearsal.";
        }

        if (config.Use is { } use && !Enum.IsDefined(use))
        {
            yield return "$.use: expected commercial or non-commercial.";
        }

        if (config.AsOf is not null && config.Purpose == GatePurpose.Launch)
        {
            yield return "$.asOf: a launch is judged by the clock; a fixed date needs \"purpose\": \"rehearsal\".";
        }

        if (config.Lift.HalfLifeDays.Count == 0)
        {
            yield return "$.lift.halfLifeDays: expected at least one; the decayed baseline cannot be left out.";
        }

        IEnumerable<string?> ranges =
        [
            Range("lift.minimum", config.Lift.Minimum, -1, 1_000),
            Range("lift.confidence", config.Lift.Confidence, 0.5, 0.9999),
            Range("lift.resamples", config.Lift.Resamples, 1_000, 1_000_000),
            Range("lift.minimumUsers", config.Lift.MinimumUsers, 2, int.MaxValue),
            .. config.Lift.HalfLifeDays.Select(static d => Range("lift.halfLifeDays", d, 0.001, 1_000_000)),
            Range("coldStart.minimum", config.ColdStart.Minimum, -1e9, 1e9),
            Range("coldStart.minimumUsers", config.ColdStart.MinimumUsers, 2, int.MaxValue),
            Range("coverage.minimum", config.Coverage.Minimum, -1e9, 1e9),
            Range("diversity.minimum", config.Diversity.Minimum, -1e9, 1e9),
            Range("calibration.maximum", config.Calibration.Maximum, -1e9, 1e9),
            Range("explanations.minimumShare", config.Explanations.MinimumShare, 0, 1),
            Range("explanations.count", config.Explanations.Count, 1, 10_000),
            Range("explanations.maximumUsers", config.Explanations.MaximumUsers, 1, int.MaxValue),
            Range("latency.threads", config.Latency.Threads, 1, 1_024),
            Range("latency.requests", config.Latency.Requests, 100, 100_000_000),
            Range("latency.warmUp", config.Latency.WarmUp, 0, 100_000_000),
            Range("latency.count", config.Latency.Count, 1, 10_000),
            Range("latency.maximumP95Milliseconds", config.Latency.MaximumP95Milliseconds, 0, 1e9),
            Range("latency.maximumP99Milliseconds", config.Latency.MaximumP99Milliseconds, 0, 1e9),
            Range("indexBuild.maximumSeconds", config.IndexBuild.MaximumSeconds, 0, 1e9),
            Range("memory.maximumWorkingSetMegabytes", config.Memory.MaximumWorkingSetMegabytes, 0, 1e9),
            Range("memory.maximumModelMegabytes", config.Memory.MaximumModelMegabytes, 0, 1e9),
            Range("freshness.maximumAgeHours", config.Freshness.MaximumAgeHours, 0, 1e9),
            Range("subject.testShare", config.Subject?.TestShare, 0.0001, 0.9999),
        ];
        foreach (string? error in ranges.Concat(config.Waived.Select(static w => Waiver(w.Key, w.Value))))
        {
            if (error is not null)
            {
                yield return error;
            }
        }
    }

    private static string? Range(string path, double? value, double lowest, double highest) =>
        value is null || (value >= lowest && value <= highest)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"$.{path}: expected {lowest} … {highest}, found {value}.");

    private static string? Waiver(string name, string reason) =>
        !GateCheckNames.All.Contains(name) ? $"$.waived.{name}: there is no such check; there are {string.Join(", ", GateCheckNames.All)}."
        : GateCheckNames.Mandatory.Contains(name) ? $"$.waived.{name}: this check cannot be waived."
        : string.IsNullOrWhiteSpace(reason) ? $"$.waived.{name}: a waiver needs a reason."
        : null;
}
