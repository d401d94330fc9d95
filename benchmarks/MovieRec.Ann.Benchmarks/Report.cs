using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MovieRec.Ann.Benchmarks;

/// <summary>Result files: JSON for programs, Markdown and a plot for people.</summary>
internal static class Report
{
    private const string OneRun = "one after the other in one run";
    private const int Width = 720;
    private const int Height = 420;
    private static readonly string[] Colours = ["#444444", "#1f77b4", "#17becf", "#2ca02c", "#98df8a", "#9467bd", "#c5b0d5", "#d62728", "#ff7f0e"];

    public static void Write(string folder, string stem, BenchmarkSet set, IReadOnlyList<Curve> curves) =>
        Write(folder, stem, set.Name, set.Count, set.Dimensions, set.QueryCount, curves);

    public static void Write(string folder, string stem, string name, int count, int dimensions, int queries, IReadOnlyList<Curve> curves, string how = OneRun)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, stem + ".json"), Json(name, count, dimensions, queries, curves));
        File.WriteAllText(Path.Combine(folder, stem + ".md"), Markdown(name, count, dimensions, queries, curves, stem, how));
        File.WriteAllText(Path.Combine(folder, stem + ".svg"), Plot(name, curves));
    }

    public static string Machine()
    {
        string model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?"
            : "?";
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} × {model}, .NET {Environment.Version}, {Numerics.SimdSupport.Best}");
    }

    private static string Json(string name, int count, int dimensions, int queries, IReadOnlyList<Curve> curves)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("set", name);
            json.WriteNumber("vectors", count);
            json.WriteNumber("dimensions", dimensions);
            json.WriteNumber("queries", queries);
            json.WriteString("machine", Machine());
            json.WriteStartArray("results");
            foreach (Curve curve in curves)
            {
                Write(json, curve);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    public static void Write(Utf8JsonWriter json, Curve curve)
    {
        json.WriteStartObject();
        json.WriteString("backend", curve.Backend);
        json.WriteString("parameters", curve.Parameters);
        json.WriteBoolean("native", curve.PeerOf is not null);
        json.WriteNumber("buildCpuSeconds", Math.Round(curve.BuildCpuSeconds, 3));
        json.WriteNumber("buildSeconds", Math.Round(curve.BuildSeconds, 3));
        json.WriteNumber("bytes", curve.Bytes);
        json.WriteNumber("processPeakBytes", curve.PeakBytes);
        json.WriteStartArray("points");
        foreach (Point point in curve.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("effort", point.Effort == VectorIndex.ExactEffort ? 0 : point.Effort);
            json.WriteNumber("recall", Math.Round(point.Recall, 5));
            json.WriteNumber("queriesPerCpuSecond", Math.Round(point.QueriesPerCpuSecond));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Markdown(string name, int count, int dimensions, int queries, IReadOnlyList<Curve> curves, string stem, string how)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {name}\n\n{count:N0} vectors of {dimensions}, {queries:N0} queries, recall@{BenchmarkSet.Cutoff} with ties by score, one thread. {Machine()}.\n\n");
        text.Append("| back end | parameters | queries per CPU-second at recall ≥ .90 | ≥ .95 | ≥ .99 | best recall | build CPU-s | MB |\n|---|---|---|---|---|---|---|---|\n");
        foreach (Curve c in curves)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {c.Backend} | {c.Parameters} | {c.At(0.9):N0} | {c.At(0.95):N0} | {c.At(0.99):N0} | {c.Points.Max(static p => p.Recall):F4} | {c.BuildCpuSeconds:F2} | {c.Bytes / 1e6:F1} |\n");
        }

        Ratios(text, curves, how);
        text.Append(CultureInfo.InvariantCulture, $"\n![Recall against queries per CPU-second]({stem}.svg)\n");
        return text.ToString();
    }

    /// <summary>Each native library against the back end of its kind: the fastest of either at a recall.</summary>
    private static void Ratios(StringBuilder text, IReadOnlyList<Curve> curves, string how)
    {
        IGrouping<(string Peer, string Family), Curve>[] peers =
        [
            .. curves.Where(static c => c.PeerOf is not null && !c.Parameters.StartsWith("flat", StringComparison.Ordinal)).GroupBy(static c => (c.Backend, c.PeerOf!)),
        ];
        if (peers.Length == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## Side by side\n\nQueries per CPU-second of the back end divided by those of the native library, both at the fastest measured setting that reaches the recall. Same vectors, same queries, {how}; the native runner is `benchmarks/native/peers.cpp`, compiled with `-O3 -march=native`. One query per call.\n\n| back end ÷ peer | ≥ .90 | ≥ .95 | ≥ .99 | build CPU-s ÷ peer's |\n|---|---|---|---|---|\n");
        foreach (IGrouping<(string Peer, string Family), Curve> peer in peers)
        {
            Curve[] own = [.. curves.Where(c => c.PeerOf is null && c.Backend == peer.Key.Family)];
            if (own.Length == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"| {peer.Key.Family} ÷ {peer.Key.Peer} |");
            foreach (double recall in new[] { 0.9, 0.95, 0.99 })
            {
                double? ours = own.Max(c => c.At(recall)), theirs = peer.Max(c => c.At(recall));
                text.Append(ours is null ? " not reached |" : theirs is null ? " peer: not reached |" : string.Create(CultureInfo.InvariantCulture, $" {ours / theirs:F2} |"));
            }

            text.Append(CultureInfo.InvariantCulture, $" {own[0].BuildCpuSeconds / peer.First().BuildCpuSeconds:F2} |\n");
        }
    }

    private static string Plot(string name, IReadOnlyList<Curve> curves)
    {
        double low = Math.Log10(curves.Min(static c => c.Points.Min(static p => p.QueriesPerCpuSecond)) / 1.2);
        double high = Math.Log10(curves.Max(static c => c.Points.Max(static p => p.QueriesPerCpuSecond)) * 1.2);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width + 220}\" height=\"{Height + 70}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"60\" y=\"20\" font-size=\"14\">{name}</text>\n");
        for (int r = 80; r <= 100; r += 2)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(r / 100.0):F1}\" y1=\"30\" x2=\"{X(r / 100.0):F1}\" y2=\"{Height + 30}\" stroke=\"#eee\"/><text x=\"{X(r / 100.0):F1}\" y=\"{Height + 46}\" text-anchor=\"middle\">{r / 100.0:F2}</text>\n");
        }

        for (int power = (int)Math.Ceiling(low); power <= high; power++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"60\" y1=\"{Y(power):F1}\" x2=\"{Width}\" y2=\"{Y(power):F1}\" stroke=\"#ddd\"/><text x=\"54\" y=\"{Y(power) + 4:F1}\" text-anchor=\"end\">{Math.Pow(10, power):N0}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height + 64}\" text-anchor=\"middle\">recall@{BenchmarkSet.Cutoff}</text><text x=\"14\" y=\"{Height / 2}\" transform=\"rotate(-90 14 {Height / 2})\" text-anchor=\"middle\">queries per CPU-second</text>\n");
        for (int i = 0; i < curves.Count; i++)
        {
            string colour = Colours[i % Colours.Length];
            Point[] points = [.. curves[i].Points.Where(static p => p.Recall >= 0.8).OrderBy(static p => p.Recall)];
            string line = string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Recall):F1},{Y(Math.Log10(p.QueriesPerCpuSecond)):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
            foreach (Point p in points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(p.Recall):F1}\" cy=\"{Y(Math.Log10(p.QueriesPerCpuSecond)):F1}\" r=\"3\" fill=\"{colour}\"/>\n");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width + 12}\" y=\"{44 + (18 * i)}\" fill=\"{colour}\">{curves[i].Backend} {curves[i].Parameters}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();

        static double X(double recall) => 60 + ((recall - 0.8) / 0.2 * (Width - 60));
        double Y(double log) => 30 + ((high - log) / (high - low) * Height);
    }
}
