using System.Diagnostics;
using System.Globalization;
using System.Text;
using MovieRec.Eval;

namespace MovieRec.Content.Benchmarks;

/// <summary>PureSVD by rank on a data set's last fifth per user; every rank from one decomposition.</summary>
internal static class RankSweep
{
    private static readonly int[] Ranks = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
    private static readonly double[] Scalings = [1, 0.6, 0.3];

    public static int Run(string folder)
    {
        RealData data = RealData.Read(folder, null);
        Split split = new LastShareSplitter().Apply(data.Log);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split);
        List<(double Scaling, double Seconds, EvaluationResult[] Results)> curves = [];
        foreach (double scaling in Scalings)
        {
            Stopwatch watch = Stopwatch.StartNew();
            IReadOnlyList<SvdModel> models = SvdRankSweep.Fit(split.ToTrainingData(), Ranks, new SvdOptions { ItemScaling = scaling });
            double seconds = watch.Elapsed.TotalSeconds;
            curves.Add((scaling, seconds, [.. models.Select(m => new Evaluator().Evaluate(m, protocol, MetricParser.ParseList("NDCG@10,Recall@20")))]));
        }

        Results.Write("svd-ranks.md", Markdown(curves));
        Results.Write("svd-ranks.svg", Plot(curves));
        return 0;
    }

    private static string Markdown(List<(double Scaling, double Seconds, EvaluationResult[] Results)> curves)
    {
        StringBuilder text = new();
        text.Append("# PureSVD by rank\n\nMovieLens latest-small, the last 20 % of every user held out, candidates are items with a training interaction. NDCG@10 (half the 95 % interval over users in brackets). ");
        text.Append(CultureInfo.InvariantCulture, $"One decomposition for each column: {string.Join(", ", curves.Select(static c => string.Create(CultureInfo.InvariantCulture, $"{c.Seconds:F1} s")))}. {Results.Machine}. Regenerate: `dotnet run -c Release --project benchmarks/MovieRec.Content.Benchmarks -- ranks DATA`.\n\n| rank |");
        foreach ((double scaling, _, _) in curves)
        {
            text.Append(CultureInfo.InvariantCulture, $" ItemScaling {scaling} |");
        }

        text.Append("\n|---|").Append(string.Concat(curves.Select(static _ => "---|"))).Append('\n');
        for (int r = 0; r < Ranks.Length; r++)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Ranks[r]} |");
            foreach ((_, _, EvaluationResult[] results) in curves)
            {
                MetricResult ndcg = results[r]["NDCG@10"];
                text.Append(CultureInfo.InvariantCulture, $" {ndcg.Mean:F4} (±{(ndcg.High - ndcg.Low) / 2:F4}) |");
            }

            text.Append('\n');
        }

        return text.Append("\n![NDCG@10 by rank](svd-ranks.svg)\n").ToString();
    }

    private static string Plot(List<(double Scaling, double Seconds, EvaluationResult[] Results)> curves)
    {
        const int Width = 640;
        const int Height = 360;
        string[] colours = ["#1f77b4", "#2ca02c", "#d62728"];
        double top = curves.SelectMany(static c => c.Results).Max(static r => r["NDCG@10"].Mean) * 1.1;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width + 180}\" height=\"{Height + 80}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"60\" y=\"20\" font-size=\"14\">PureSVD: NDCG@10 by rank (latest-small, last 20 % of each user)</text>\n");
        for (int tick = 0; tick <= 5; tick++)
        {
            double value = top * tick / 5;
            double y = Y(value);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"60\" x2=\"{Width}\" y1=\"{y:F1}\" y2=\"{y:F1}\" stroke=\"#ddd\"/><text x=\"52\" y=\"{y + 4:F1}\" text-anchor=\"end\">{value:F3}</text>\n");
        }

        foreach (int rank in Ranks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(rank):F1}\" y=\"{Height + 50}\" text-anchor=\"middle\">{rank}</text>\n");
        }

        for (int c = 0; c < curves.Count; c++)
        {
            IEnumerable<string> points = Ranks.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"{X(r):F1},{Y(curves[c].Results[i]["NDCG@10"].Mean):F1}"));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colours[c]}\" stroke-width=\"2\" points=\"{string.Join(' ', points)}\"/>\n<text x=\"{Width + 15}\" y=\"{60 + (20 * c)}\" fill=\"{colours[c]}\">ItemScaling {curves[c].Scaling}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();

        double X(int rank) => 60 + ((Width - 60) * Math.Log2(rank) / Math.Log2(Ranks[^1]));

        double Y(double value) => 30 + (Height * (1 - (value / top)));
    }
}
