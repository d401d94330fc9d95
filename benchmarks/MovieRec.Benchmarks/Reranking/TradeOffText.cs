using System.Globalization;
using System.Text;

namespace MovieRec.Benchmarks.Reranking;

/// <summary>A trade-off as a table and as a plot.</summary>
internal static class TradeOffText
{
    private const int Width = 620;
    private const int Height = 380;
    private static readonly string[] Colours = ["#1f77b4", "#17becf", "#d62728", "#e377c2", "#2ca02c", "#ff7f0e"];

    public static string Markdown(TradeOffReport report, string stem)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# The price of diversity on {report.Data}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Per user the last 20 % of the likes; {report.ValidationUsers:N0} validation and {report.TestUsers:N0} test users; 500 candidates, lists of 10. ILD is by genre; Calibration: lower is better. Price: NDCG@10 lost for each unit of ILD@10 gained.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Chosen on the validation part: **{report.Chosen}**. Rule: {report.Rule}.\n");
        foreach (string part in new[] { "test", "validation" })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(part == "test" ? "Test part, the chosen re-ranker once" : "Validation part")}\n\n");
            text.Append("| model | re-ranker | strength | NDCG@10 | change | ILD@10 | change | price | Calibration@10 | LongTail@10 | Coverage@10 |\n|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
            foreach (TradeOffRow row in report.Rows.Where(r => r.Part == part))
            {
                string interval = row.NdcgChangeLow is { } low ? string.Create(CultureInfo.InvariantCulture, $" ({low:F4} … {row.NdcgChangeHigh:F4})") : "";
                string price = row.Price is { } value ? value.ToString("F3", CultureInfo.InvariantCulture) : "";
                text.Append(CultureInfo.InvariantCulture, $"| {row.Model} | {row.Reranker} | {row.Strength} | {row.Ndcg:F4} | {row.NdcgChange:+0.0000;-0.0000}{interval} | {row.Diversity:F4} | {row.DiversityChange:+0.0000;-0.0000} | {price} | {row.Calibration:F3} | {row.LongTail:F3} | {row.Coverage:F3} |\n");
            }
        }

        if (stem.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n![NDCG@10 against ILD@10]({stem}.svg)\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nMeasured on {report.Measured} by\n\n    {report.Command}\n");
        return text.ToString();
    }

    /// <summary>NDCG against ILD for ALS on the validation part, a line for each re-ranker, a point for each strength.</summary>
    public static string Plot(TradeOffReport report)
    {
        TradeOffRow[] rows = [.. report.Rows.Where(static r => r is { Part: "validation", Model: "als" })];
        double left = rows.Min(static r => r.Diversity) - 0.02;
        double right = rows.Max(static r => r.Diversity) + 0.02;
        double top = rows.Max(static r => r.Ndcg) + 0.01;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width + 200}\" height=\"{Height + 80}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"60\" y=\"20\" font-size=\"14\">ALS on {report.Data}, validation part: accuracy against diversity</text>\n");
        for (double d = Math.Ceiling(left * 10) / 10; d <= right; d += 0.1)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(d):F1}\" y1=\"30\" x2=\"{X(d):F1}\" y2=\"{Height + 30}\" stroke=\"#eee\"/><text x=\"{X(d):F1}\" y=\"{Height + 46}\" text-anchor=\"middle\">{d:F1}</text>\n");
        }

        for (double n = 0; n <= top; n += 0.05)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"60\" y1=\"{Y(n):F1}\" x2=\"{Width}\" y2=\"{Y(n):F1}\" stroke=\"#ddd\"/><text x=\"54\" y=\"{Y(n) + 4:F1}\" text-anchor=\"end\">{n:F2}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height + 68}\" text-anchor=\"middle\">ILD@10 by genre (to the right: more diverse)</text><text x=\"14\" y=\"{Height / 2}\" transform=\"rotate(-90 14 {Height / 2})\" text-anchor=\"middle\">NDCG@10</text>\n");
        TradeOffRow plain = rows.Single(static r => r.Reranker == "none");
        string[] names = [.. rows.Select(static r => r.Reranker).Where(static r => r != "none").Distinct()];
        for (int i = 0; i < names.Length; i++)
        {
            string colour = Colours[i % Colours.Length];
            TradeOffRow[] points = [plain, .. rows.Where(r => r.Reranker == names[i]).OrderBy(static r => r.Strength)];
            string line = string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Diversity):F1},{Y(p.Ndcg):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
            foreach (TradeOffRow p in points[1..])
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(p.Diversity):F1}\" cy=\"{Y(p.Ndcg):F1}\" r=\"3\" fill=\"{colour}\"><title>{names[i]}={p.Strength}</title></circle>\n");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width + 12}\" y=\"{44 + (18 * i)}\" fill=\"{colour}\">{names[i]}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(plain.Diversity):F1}\" cy=\"{Y(plain.Ndcg):F1}\" r=\"5\" fill=\"black\"/><text x=\"{Width + 12}\" y=\"{44 + (18 * names.Length)}\">● the model's own list</text>\n");
        return svg.Append("</svg>\n").ToString();

        double X(double d) => 60 + ((d - left) / (right - left) * (Width - 60));
        double Y(double n) => 30 + ((top - n) / top * Height);
    }
}
