using System.Globalization;
using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>The first metric on every slice.</summary>
internal static class SliceSection
{
    public static IEnumerable<ReportSection> Of(IReadOnlyList<ReportVariant> variants)
    {
        IReadOnlyList<SliceResult> slices = variants[0].Result.Slices;
        int[] shown = [.. Enumerable.Range(0, slices.Count).Where(s => slices[s].Metrics[0].Users > 0)];
        if (shown.Length == 0)
        {
            yield break;
        }

        string table = Html.Table(
            ["Slice", "Users", .. variants.Select(static v => Html.Marker(v.Colour, v.Shape) + Html.Text(v.Name))],
            shown.Select(s => (IReadOnlyList<string>)
            [
                Html.Text(slices[s].Name) + (slices[s].Kind == SliceKind.Items ? "<small>relevant items</small>" : ""),
                slices[s].Metrics[0].Users.ToString("N0", CultureInfo.InvariantCulture),
                .. variants.Select(v => v.Result.Slices[s].Metrics[0]).Select(static m => Html.Interval(m.Mean, m.Low, m.High)),
            ]));
        yield return new ReportSection(
            "Slices",
            $"{Html.Text(slices[0].Metrics[0].Name)} by group of users, and of items: there only relevant items of the group are hits and are asked for, while the list stays what it is.",
            table);
    }
}
