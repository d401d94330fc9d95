using System.Text;
using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>Accuracy against coverage, diversity and latency, as far as they were measured.</summary>
internal static class TradeOffSection
{
    private static readonly string[] Others = ["Coverage", "ILD", "Gini", "Novelty"];

    public static IEnumerable<ReportSection> Of(IReadOnlyList<ReportVariant> variants)
    {
        MetricResult accuracy = variants[0].Result.Metrics[0];
        StringBuilder figures = new();
        foreach (string name in Others.Select(o => variants[0].Result.Metrics.FirstOrDefault(m => m.Name.StartsWith(o + "@", StringComparison.Ordinal))?.Name).OfType<string>())
        {
            Add(name, v => v.Result[name].Mean, logarithmic: false);
        }

        if (variants.All(static v => v.Latency is not null))
        {
            Add("p95 of an answer, milliseconds", static v => Math.Max(v.Latency!.Summary.P95, 1e-4), logarithmic: true);
        }

        if (figures.Length == 0 || variants.Count < 2)
        {
            yield break;
        }

        yield return new ReportSection(
            "Trade-offs",
            $"{Html.Text(accuracy.Name)} with its interval over users against what it costs. Colour is the model{(variants.Any(static v => v.Shape > 0) ? ", shape the re-ranker" : "")}.",
            Legend(variants) + $"<div class=\"figures\">{figures}</div>");

        void Add(string label, Func<ReportVariant, double> value, bool logarithmic)
        {
            ScatterPoint[] points =
            [
                .. variants.Select(v => (Variant: v, X: value(v), Y: v.Result.Metrics[0])).Where(static p => double.IsFinite(p.X) && double.IsFinite(p.Y.Mean))
                    .Select(static p => new ScatterPoint(p.X, p.Y.Mean, p.Y.Low, p.Y.High, p.Variant.Colour, p.Variant.Shape)),
            ];
            if (points.Length > 1)
            {
                figures.Append("<figure>").Append(Plots.Scatter(points, label, accuracy.Name, logarithmic)).Append("</figure>");
            }
        }
    }

    public static string Legend(IReadOnlyList<ReportVariant> variants)
    {
        StringBuilder html = new("<ul class=\"legend\">");
        foreach (ReportVariant variant in variants)
        {
            html.Append("<li>").Append(Html.Marker(variant.Colour, variant.Shape)).Append(Html.Text(variant.Name)).Append("</li>");
        }

        return html.Append("</ul>").ToString();
    }
}
