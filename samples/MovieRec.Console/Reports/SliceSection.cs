using System.Globalization;
using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>The first metric on every slice.</summary>
internal static class SliceSection
{
    private const int OpenRows = 14;

    public static IEnumerable<ReportSection> Of(IReadOnlyList<ReportVariant> variants)
    {
        IReadOnlyList<SliceResult> slices = variants[0].Result.Slices;
        int[] shown = [.. Enumerable.Range(0, slices.Count).Where(s => slices[s].Metrics[0].Users > 0)];
        if (shown.Length == 0)
        {
            yield break;
        }

        string[] header = ["Slice", "Users", .. variants.Select(static v => Html.Marker(v.Colour, v.Shape) + Html.Text(v.Name))];
        string table = Html.Table(header, shown.Take(OpenRows).Select(Cells));
        if (shown.Length > OpenRows)
        {
            string rest = Html.Table(header, shown.Skip(OpenRows).Select(Cells));
            table += CliContext.Invariant($"<details><summary>{shown.Length - OpenRows} more slices</summary>{rest}</details>");
        }

        yield return new ReportSection(
            "Slices",
            $"{Html.Text(slices[0].Metrics[0].Name)} by group of users, and of items: there only relevant items of the group are hits and are asked for, while the list stays what it is.",
            table);

        IReadOnlyList<string> Cells(int s) =>
        [
            Html.Text(slices[s].Name) + (slices[s].Kind == SliceKind.Items ? "<small>relevant items</small>" : ""),
            slices[s].Metrics[0].Users.ToString("N0", CultureInfo.InvariantCulture),
            .. variants.Select(v => v.Result.Slices[s].Metrics[0]).Select(static m => Html.Interval(m.Mean, m.Low, m.High)),
        ];
    }
}
