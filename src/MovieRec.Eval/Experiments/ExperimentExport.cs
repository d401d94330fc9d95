using System.Globalization;
using System.Text;

namespace MovieRec.Eval;

/// <summary>The experiment log as a Markdown table for people and as CSV for programs.</summary>
public static class ExperimentExport
{
    private const int ShortHash = 8;

    /// <summary>
    /// Writes <c>Date | Variant | Params | Metric@k | Latency | Outcome</c> and what is needed to repeat a row: command, split, data,
    /// seed, commit and machine. Intervals are those of the log.
    /// </summary>
    /// <param name="output">Receives the table.</param>
    /// <param name="entries">The rows, in the order in which they are written.</param>
    public static void WriteMarkdown(TextWriter output, IEnumerable<ExperimentEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(entries);
        output.WriteLine("| Date | Variant | Params | Metric@k | Latency p50 / p95 / p99 ms | Outcome | Command | Split | Data | Seed | Commit | Machine |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (ExperimentEntry entry in entries)
        {
            string[] cells =
            [
                entry.Date.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                entry.Variant,
                entry.Params,
                string.Join("; ", entry.Metrics.Select(Describe)),
                double.IsNaN(entry.LatencyP95) ? "" : string.Create(CultureInfo.InvariantCulture, $"{entry.LatencyP50:G3} / {entry.LatencyP95:G3} / {entry.LatencyP99:G3}"),
                entry.Outcome,
                entry.Command,
                entry.Split,
                Short(entry.DataFingerprint),
                entry.Seed.ToString(CultureInfo.InvariantCulture),
                Short(entry.Commit),
                entry.Machine,
            ];
            output.WriteLine("| " + string.Join(" | ", cells.Select(Cell)) + " |");
        }
    }

    /// <summary>Writes one line for each entry; a metric has three columns, its value and the ends of its interval. RFC 4180, numbers to every digit, NaN is empty.</summary>
    /// <param name="output">Receives the lines.</param>
    /// <param name="entries">The rows, in the order in which they are written.</param>
    public static void WriteCsv(TextWriter output, IEnumerable<ExperimentEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(entries);
        ExperimentEntry[] rows = [.. entries];
        string[] metrics = [.. rows.SelectMany(static e => e.Metrics).Select(static m => m.Name).Distinct(StringComparer.Ordinal)];
        string[] header =
        [
            "date", "variant", "params", .. metrics.SelectMany(static m => new[] { m, m + " low", m + " high" }),
            "fitSeconds", "latencyP50", "latencyP95", "latencyP99", "outcome", "command", "split", "dataFingerprint", "seed", "commit", "machine",
        ];
        WriteLine(output, header);
        foreach (ExperimentEntry entry in rows)
        {
            Dictionary<string, ExperimentMetric> measured = [];
            foreach (ExperimentMetric metric in entry.Metrics)
            {
                measured.TryAdd(metric.Name, metric);
            }

            WriteLine(output,
            [
                entry.Date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                entry.Variant,
                entry.Params,
                .. metrics.SelectMany(m => measured.TryGetValue(m, out ExperimentMetric? found)
                    ? new[] { Number(found.Mean), Number(found.Low), Number(found.High) }
                    : ["", "", ""]),
                Number(entry.FitSeconds),
                Number(entry.LatencyP50),
                Number(entry.LatencyP95),
                Number(entry.LatencyP99),
                entry.Outcome,
                entry.Command,
                entry.Split,
                entry.DataFingerprint,
                entry.Seed.ToString(CultureInfo.InvariantCulture),
                entry.Commit,
                entry.Machine,
            ]);
        }
    }

    private static string Describe(ExperimentMetric metric) => double.IsNaN(metric.Mean) ? $"{metric.Name} undefined"
        : double.IsNaN(metric.Low) ? string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Mean:F4}")
        : string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Mean:F4} ({metric.Low:F4} … {metric.High:F4})");

    private static string Short(string hash) => hash.Length > ShortHash ? hash[..ShortHash] : hash;

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A cell cannot end its row or its column.</summary>
    private static string Cell(string text) => text.Replace('\r', ' ').Replace('\n', ' ').Replace("|", "\\|", StringComparison.Ordinal);

    private static void WriteLine(TextWriter output, string[] fields)
    {
        StringBuilder line = new();
        for (int i = 0; i < fields.Length; i++)
        {
            line.Append(i == 0 ? "" : ",");
            bool quote = fields[i].AsSpan().IndexOfAny(",\"\r\n") >= 0;
            line.Append(quote ? $"\"{fields[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : fields[i]);
        }

        output.Write(line.Append('\n'));
    }
}
