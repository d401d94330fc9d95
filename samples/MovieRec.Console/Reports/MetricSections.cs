using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>The table of metrics, and what differs from what.</summary>
internal static class MetricSections
{
    private const int OpenRows = 12;

    public static ReportSection Table(IReadOnlyList<ReportVariant> variants)
    {
        IReadOnlyList<MetricResult> metrics = variants[0].Result.Metrics;
        int users = metrics[0].Users;
        int undefined = metrics[0].UndefinedUsers;
        string html = Html.Table(
            ["Model", .. metrics.Select(static m => Html.Text(m.Name)), "Training"],
            variants.Select(v => (IReadOnlyList<string>)
            [
                Html.Marker(v.Colour, v.Shape) + Html.Text(v.Name),
                .. v.Result.Metrics.Select(static m => Html.Interval(m.Mean, m.Low, m.High)),
                double.IsNaN(v.FitSeconds) ? "–" : CliContext.Invariant($"{v.FitSeconds:F1} s"),
            ]));
        return new ReportSection(
            "Metrics",
            CliContext.Invariant($"Means over {users:N0} users with 95 % intervals ({undefined:N0} users with nothing relevant are left out). Two intervals that overlap say little about a difference: the comparisons below are paired."),
            html);
    }

    public static IEnumerable<ReportSection> Comparisons(IReadOnlyList<ComparisonRow> rows, string correction)
    {
        if (rows.Count == 0)
        {
            yield break;
        }

        string[] header = ["Difference", "Mean (95 % BCa)", "p (Holm)", "Detectable", "Answer"];
        string table = Html.Table(header, rows.Take(OpenRows).Select(Cells));
        if (rows.Count > OpenRows)
        {
            string rest = Html.Table(header, rows.Skip(OpenRows).Select(Cells));
            table += CliContext.Invariant($"<details><summary>{rows.Count - OpenRows} more comparisons</summary>{rest}</details>");
        }

        yield return new ReportSection(
            "Is the difference real?",
            $"Users in pairs, sign-flip permutation test, {correction}. “Detectable” is what so many users would show in 80 % of repetitions. “Not distinguishable” does not mean equal.",
            table);
    }

    private static IReadOnlyList<string> Cells(ComparisonRow row) =>
    [
        $"{Html.Text(row.Variant)} − {Html.Text(row.Baseline)}<small>{Html.Text(row.Metric)}</small>",
        Html.Number(row.Paired.Difference, "+0.0000;-0.0000;0.0000") + $"<small>{Html.Number(row.Paired.BiasCorrected.Low)} … {Html.Number(row.Paired.BiasCorrected.High)}</small>",
        Html.Number(row.AdjustedP),
        Html.Number(row.Paired.SmallestDetectableDifference),
        $"<span class=\"verdict {row.Verdict.Replace(' ', '-')}\">{Html.Text(row.Verdict)}</span>",
    ];
}
