using System.Globalization;
using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>How fast lists are answered.</summary>
internal static class LatencySection
{
    public static IEnumerable<ReportSection> Of(IReadOnlyList<ReportVariant> variants)
    {
        ReportVariant[] timed = [.. variants.Where(static v => v.Latency is not null)];
        if (timed.Length == 0)
        {
            yield break;
        }

        // A line for every re-ranker as well would be a thicket.
        ReportVariant[] drawn = [.. timed.Where(static v => v.Shape == 0)];
        string plot = Plots.Histogram([.. drawn.Select(static v => (v.Colour, v.Latency!.Milliseconds))]);
        string table = Html.Table(
            ["Model", "p50 ms", "p95 ms", "p99 ms", "Slowest ms", "Requests/s"],
            timed.Select(static v => v.Latency!.Summary is var s
                ? (IReadOnlyList<string>)
                [
                    Html.Marker(v.Colour, v.Shape) + Html.Text(v.Name), Short(s.P50), Short(s.P95), Short(s.P99), Short(s.Maximum), s.RequestsPerSecond.ToString("N0", CultureInfo.InvariantCulture),
                ]
                : []));
        yield return new ReportSection(
            "Latency",
            CliContext.Invariant($"{timed[0].Latency!.Summary.Requests} lists of ten, one request at a time, after a warm-up, on {Html.Text(Experiments.ThisMachine.Description)}."),
            $"<div class=\"figures\"><figure>{plot}</figure><div>{TradeOffSection.Legend(drawn)}{table}</div></div>");
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
