using System.Globalization;
using System.Text;
using MovieRec.Cli.Sweeps;
using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>A search: its score over each option, its trials, and the look at the test.</summary>
internal static class SweepSections
{
    private const int RowsShown = 25;

    public static IReadOnlyList<ReportSection> Of(SweepSummary summary)
    {
        List<ReportSection> sections = [Plot(summary), Trials(summary)];
        if (summary.Look is { } look)
        {
            ReportVariant[] variants =
            [
                new("popularity", look.Popularity, null, double.NaN, null, 0, 0),
                new(summary.Request.Model + ", best options", look.Result, look.Latency, double.NaN, null, 1, 0),
            ];
            ReportSection table = MetricSections.Table(variants);
            sections.Add(table with { Title = "The look at the test", Note = table.Note + string.Concat(summary.Resets.Select(r => CliContext.Invariant($" Reset on {r.Date:yyyy-MM-dd}: {Html.Text(r.Reason)}."))) });
            sections.AddRange(MetricSections.Comparisons(
                [
                    .. look.Comparisons.Select(c => new ComparisonRow(
                        variants[1].Name, "popularity", c.Metric, c.Paired, c.AdjustedP, !c.IsDistinguishable() ? "not distinguishable" : c.Paired.Difference > 0 ? "higher" : "lower")),
                ],
                "one model against one"));
        }

        return sections;
    }

    private static ReportSection Plot(SweepSummary summary)
    {
        StringBuilder figures = new();
        SweepOutcome[] measured = [.. summary.Result.Outcomes.Where(static o => double.IsFinite(o.Score.Value))];
        foreach (SweepParameter parameter in summary.Request.Parameters)
        {
            string[] values = [.. measured.Select(o => o.Trial.Settings.Single(s => s.Name == parameter.Name).Value)];
            string[] names = [.. values.Distinct(StringComparer.Ordinal)];
            bool numeric = Plots.TryNumbers(values, out double[] numbers);
            double[] xs = numeric ? numbers : [.. values.Select(v => (double)Array.IndexOf(names, v))];

            // Values that span more than an order of magnitude are read by their ratio.
            bool logarithmic = numeric && (parameter.IsLogarithmic || (xs.Min() > 0 && xs.Max() / xs.Min() >= 8));
            IEnumerable<ScatterPoint> points = measured.Select((o, i) => ReferenceEquals(o, summary.Result.Best)
                ? new ScatterPoint(xs[i], o.Score.Value, o.Score.Value - o.Score.StandardError, o.Score.Value + o.Score.StandardError, 1, 2, 14)
                : new ScatterPoint(xs[i], o.Score.Value, double.NaN, double.NaN, o.Trial.Round == 0 ? 0 : 2 + (o.Trial.Round % 5), 0, 6));
            figures.Append("<figure>").Append(Plots.Scatter([.. points], parameter.Name, summary.Request.Metric.Name, logarithmic, numeric ? null : names)).Append("</figure>");
        }

        return new ReportSection(
            "Score by option",
            $"Each point is a trial on validation rows; the diamond is what was chosen, ± its standard error over users. Best: <code>{Html.Text(summary.Chosen)}</code>",
            $"<div class=\"figures\">{figures}</div>");
    }

    private static ReportSection Trials(SweepSummary summary)
    {
        SweepOutcome[] ranked = [.. summary.Result.Outcomes.OrderByDescending(static o => double.IsNaN(o.Score.Value) ? double.NegativeInfinity : o.Score.Value)];
        string table = Html.Table(
            ["Trial", .. summary.Result.Best.Trial.Settings.Select(static s => Html.Text(s.Name)), Html.Text(summary.Request.Metric.Name), "Standard error", "s", ""],
            ranked.Take(RowsShown).Select(o => (IReadOnlyList<string>)
            [
                o.Trial.Number.ToString(CultureInfo.InvariantCulture),
                .. o.Trial.Settings.Select(static s => Html.Text(s.Value)),
                Html.Number(o.Score.Value),
                Html.Number(o.Score.StandardError),
                Html.Number(o.Seconds, "F1"),
                o.Failure is { } failure ? Html.Text(failure) : ReferenceEquals(o, summary.Result.Best) ? "<span class=\"verdict best\">best</span>" : "",
            ]));
        return new ReportSection(
            "Trials",
            CliContext.Invariant($"The best {Math.Min(RowsShown, ranked.Length)} of {ranked.Length}. The best of many scores is flattered by having been chosen; only the test tells how good it is."),
            table);
    }
}
