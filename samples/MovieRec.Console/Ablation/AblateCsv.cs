using System.Globalization;
using MovieRec.Eval;

namespace MovieRec.Cli.Ablation;

/// <summary>An ablation as CSV: one line for each variant, group and metric.</summary>
internal static class AblateCsv
{
    public static void Write(TextWriter output, AblationResult result)
    {
        output.Write("variant,model,reranker,group,metric,mean,standardError,low,high,users,undefinedUsers,fitSeconds,p50,p95,p99,modelBytes,fitAllocatedBytes,baseline,difference,adjustedP,verdict\n");
        foreach (AblationVariant variant in result.Variants)
        {
            Lines(output, result, variant, "all-users", variant.Result.Metrics);
            foreach (SliceResult slice in variant.Result.Slices)
            {
                Lines(output, result, variant, slice.Name, slice.Metrics);
            }
        }
    }

    private static void Lines(TextWriter output, AblationResult result, AblationVariant variant, string group, IReadOnlyList<MetricResult> metrics)
    {
        foreach (MetricResult metric in metrics)
        {
            // The comparisons are over all users.
            AblationComparison? compared = group == "all-users" ? result.Comparisons.FirstOrDefault(c => c.Variant == variant.Name && c.Metric == metric.Name) : null;
            string[] fields =
            [
                variant.Name, variant.Model, variant.Reranker ?? "", group, metric.Name,
                Number(metric.Mean), Number(metric.StandardError), Number(metric.Low), Number(metric.High), Number(metric.Users), Number(metric.UndefinedUsers),
                Number(variant.FitSeconds), Number(variant.Latency.Summary.P50), Number(variant.Latency.Summary.P95), Number(variant.Latency.Summary.P99),
                variant.ModelBytes is { } bytes ? Number(bytes) : "", Number(variant.FitAllocatedBytes),
                compared?.Baseline ?? "", compared is null ? "" : Number(compared.Paired.Difference), compared is null ? "" : Number(compared.AdjustedP),
                compared is null ? "" : AblateView.Verdict(compared),
            ];
            output.Write(string.Join(',', fields.Select(Quote)) + "\n");
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
