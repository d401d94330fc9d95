using System.Globalization;
using MovieRec.Cli.Evaluation;
using MovieRec.Eval;
using Spectre.Console;

namespace MovieRec.Cli.Ablation;

/// <summary>An ablation as text: one line for each variant, then what differs from what.</summary>
internal static class AblateView
{
    public static void Print(CliContext context, EvaluatePlan plan, AblationResult result)
    {
        TextWriter output = context.Terminal.Out;
        output.WriteLine(EvaluateView.Heading(plan, result.Protocol));
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("Variant"));
        foreach (MetricResult metric in result.Variants[0].Result.Metrics)
        {
            table.AddColumn(new TableColumn(new Text(metric.Name)).RightAligned());
        }

        foreach (string title in new[] { "Train s", "p50 ms", "p95 ms", "p99 ms", "Model MB", "Train MB" })
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (AblationVariant variant in result.Variants)
        {
            List<string> cells = [variant.Name, .. variant.Result.Metrics.Select(static m => EvaluateView.Mean(m.Mean))];
            cells.Add(variant.FitSeconds.ToString("F1", CultureInfo.InvariantCulture));
            cells.Add(Short(variant.Latency.Summary.P50));
            cells.Add(Short(variant.Latency.Summary.P95));
            cells.Add(Short(variant.Latency.Summary.P99));
            cells.Add(variant.ModelBytes is { } bytes ? Short(bytes / 1e6) : "unknown");
            cells.Add(Short(variant.FitAllocatedBytes / 1e6));
            table.AddRow([.. cells.Select(static c => new Text(c))]);
        }

        context.Results.Write(table);
        Compare(context, result.Comparisons);
        Slices(context, result);
        EvaluateView.Seeds(context.Results, [.. result.Variants.Select(static v => (v.Name, v.Seeds))]);
        foreach (string skipped in result.Skipped)
        {
            output.WriteLine($"{skipped}: left out, the re-ranker has nothing to work with.");
        }
    }

    public static string Verdict(AblationComparison comparison) =>
        !comparison.IsDistinguishable() ? "not distinguishable" : comparison.Paired.Difference > 0 ? "higher" : "lower";

    private static void Compare(CliContext context, IReadOnlyList<AblationComparison> comparisons)
    {
        if (comparisons.Count == 0)
        {
            return;
        }

        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(new Text(CliContext.Invariant($"Holm over all {comparisons.Count} comparisons"))));
        foreach (string title in new[] { "Difference (95 % BCa)", "p (Holm)", "Detectable", "" })
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (AblationComparison comparison in comparisons)
        {
            PairedComparison paired = comparison.Paired;
            table.AddRow(
                new Text($"{comparison.Variant} − {comparison.Baseline}: {comparison.Metric}"),
                new Text(CliContext.Invariant($"{paired.Difference:+0.0000;-0.0000;0.0000} ({paired.BiasCorrected.Low:F4} … {paired.BiasCorrected.High:F4})")),
                new Text(comparison.AdjustedP.ToString("F4", CultureInfo.InvariantCulture)),
                new Text(EvaluateView.Mean(paired.SmallestDetectableDifference)),
                new Text(Verdict(comparison)));
        }

        context.Results.Write(table);
    }

    /// <summary>The first metric on every slice; all of them are in JSON and CSV.</summary>
    private static void Slices(CliContext context, AblationResult result)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(new Text(result.Variants[0].Result.Metrics[0].Name + " by slice")));
        foreach (AblationVariant variant in result.Variants)
        {
            table.AddColumn(new TableColumn(new Text(variant.Name)).RightAligned());
        }

        table.AddColumn(new TableColumn("Users").RightAligned());
        for (int s = 0; s < result.Variants[0].Result.Slices.Count; s++)
        {
            SliceResult slice = result.Variants[0].Result.Slices[s];
            if (slice.Metrics[0].Users > 0)
            {
                List<string> cells = [slice.Name, .. result.Variants.Select(v => EvaluateView.Mean(v.Result.Slices[s].Metrics[0].Mean))];
                cells.Add(slice.Metrics[0].Users.ToString("N0", CultureInfo.InvariantCulture));
                table.AddRow([.. cells.Select(static c => new Text(c))]);
            }
        }

        if (table.Rows.Count > 0)
        {
            context.Results.Write(table);
        }
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
