using System.Globalization;
using MovieRec.Cli.Evaluation;
using MovieRec.Eval;
using Spectre.Console;

namespace MovieRec.Cli.Sweeps;

/// <summary>A search as text.</summary>
internal static class SweepView
{
    public static void Print(CliContext context, SweepSummary summary)
    {
        TextWriter output = context.Terminal.Out;
        SplitSummary rows = summary.Splits.Validation.Summary;
        output.WriteLine(CliContext.Invariant(
            $"{summary.Request.Options.Strategy} search on the validation part of '{summary.Splits.Test.Name}': {rows.TrainInteractions:N0} training interactions, {rows.UsersWithRelevant:N0} users measured; {summary.Result.ParallelTrials} trials at a time"));
        Table table = new Table().Border(TableBorder.Simple);
        bool rounds = summary.Request.Options.Strategy == SweepStrategy.Halving;
        foreach (string title in (string[])["Trial", .. rounds ? ["Round"] : Array.Empty<string>(), "Settings", summary.Request.Metric.Name, "Standard error", "s", ""])
        {
            table.AddColumn(new TableColumn(new Text(title)));
        }

        foreach (SweepOutcome outcome in summary.Result.Outcomes)
        {
            List<string> cells = [outcome.Trial.Number.ToString(CultureInfo.InvariantCulture)];
            if (rounds)
            {
                cells.Add(outcome.Trial.Round.ToString(CultureInfo.InvariantCulture));
            }

            cells.Add(string.Join(" ", outcome.Trial.Settings));
            cells.Add(EvaluateView.Mean(outcome.Score.Value));
            cells.Add(EvaluateView.Mean(outcome.Score.StandardError));
            cells.Add(outcome.Seconds.ToString("F1", CultureInfo.InvariantCulture));
            cells.Add(outcome.Failure ?? (ReferenceEquals(outcome, summary.Result.Best) ? "best" : outcome.FromJournal ? "from the journal" : ""));
            table.AddRow([.. cells.Select(static c => new Text(c))]);
        }

        context.Results.Write(table);
        output.WriteLine($"Best: {summary.Chosen}{(summary.Result.StoppedEarly ? " (stopped early)" : "")}");
        if (summary.Look is { } look)
        {
            Print(context, summary, look);
        }

        foreach (SweepReset reset in summary.Resets)
        {
            output.WriteLine(CliContext.Invariant($"The look at the test was reset on {reset.Date:yyyy-MM-dd}: {reset.Reason}"));
        }

        foreach (int line in summary.DamagedLines)
        {
            context.Terminal.Note(CliContext.Invariant($"Line {line} of the journal is damaged; what it held was not used."));
        }
    }

    private static void Print(CliContext context, SweepSummary summary, TestLook look)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string title in new[] { CliContext.Invariant($"Test, look {summary.Looks.Count}"), summary.Request.Model, "popularity", "Difference (95 % BCa)", "p", "" })
        {
            table.AddColumn(new TableColumn(new Text(title)));
        }

        foreach (MetricResult metric in look.Result.Metrics)
        {
            ModelComparison? comparison = look.Comparisons.FirstOrDefault(c => c.Metric == metric.Name);
            PairedComparison? paired = comparison?.Paired;
            table.AddRow(
                new Text(metric.Name),
                new Text(EvaluateView.Cell(metric)),
                new Text(EvaluateView.Cell(look.Popularity[metric.Name])),
                new Text(paired is null ? "" : CliContext.Invariant($"{paired.Difference:+0.0000;-0.0000} ({paired.BiasCorrected.Low:F4} … {paired.BiasCorrected.High:F4})")),
                new Text(paired is null ? "" : paired.PermutationP.ToString("F4", CultureInfo.InvariantCulture)),
                new Text(comparison is null ? "" : !comparison.IsDistinguishable() ? "not distinguishable" : paired!.Difference > 0 ? "higher" : "lower"));
        }

        context.Results.Write(table);
    }
}
