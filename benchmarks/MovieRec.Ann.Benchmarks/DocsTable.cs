using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MovieRec.Ann.Benchmarks;

/// <summary>Writes the measured tables of a page from the result files, between its two markers.</summary>
internal static class DocsTable
{
    private const string Begin = "<!-- measured: written by `MovieRec.Ann.Benchmarks docs` -->";
    private const string End = "<!-- /measured -->";

    private static readonly string[] Sets =
        ["als-ip-64", "als-ip-128", "als-cosine-64", "als-cosine-128", "synthetic-ip-128", "synthetic-cosine-128", "million", "content", "gaussian", "ties"];

    public static void Write(string results, string page)
    {
        StringBuilder text = new(Begin + "\n\n");
        foreach (string set in Sets)
        {
            string file = Path.Combine(results, $"ann-{set}.json");
            if (File.Exists(file))
            {
                Append(text, set, file);
            }
        }

        string content = File.ReadAllText(page);
        int from = content.IndexOf(Begin, StringComparison.Ordinal), to = content.IndexOf(End, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{page} lacks the lines '{Begin}' and '{End}'.");
        }

        File.WriteAllText(page, content[..from] + text.ToString().TrimEnd() + "\n\n" + content[to..]);
    }

    private static void Append(StringBuilder text, string set, string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement root = document.RootElement;
        List<(Curve Curve, bool Native)> curves =
        [
            .. root.GetProperty("results").EnumerateArray().Select(static c => (NativePeers.Read(c, null), c.TryGetProperty("native", out JsonElement n) && n.GetBoolean())),
        ];
        text.Append(CultureInfo.InvariantCulture, $"**{root.GetProperty("set").GetString()}**, {root.GetProperty("vectors").GetInt32():N0} × {root.GetProperty("dimensions").GetInt32()} ([all figures](../benchmarks/results/ann-{set}.md))\n\n");
        text.Append("| | ≥ .90 | ≥ .95 | ≥ .99 | build CPU-s | MB |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (IGrouping<string, (Curve Curve, bool Native)> group in curves.GroupBy(static c => c.Curve.Backend))
        {
            // Of each back end the variant that is fastest at .95, or gets farthest.
            (Curve c, bool native) = group.OrderByDescending(static c => c.Curve.At(0.95) ?? 0).ThenByDescending(static c => c.Curve.Points.Max(static p => p.Recall)).First();
            string name = c.Parameters.Length == 0 ? c.Backend : $"{c.Backend}, {c.Parameters}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {(native ? $"*{name}*" : name)} | {c.At(0.9):N0} | {c.At(0.95):N0} | {c.At(0.99):N0} | {c.BuildCpuSeconds:F2} | {(c.Bytes > 0 ? $"{c.Bytes / 1e6:F1}" : "")} |\n");
        }

        text.Append('\n');
    }
}
