using System.Globalization;
using MovieRec.Eval;
using Spectre.Console;

namespace MovieRec.Cli.Evaluation;

/// <summary>An evaluation as text: what was split how, what could be recommended, and a table with intervals.</summary>
internal static class EvaluateView
{
    public static void Print(CliContext context, EvaluatePlan plan, EvaluationProtocol protocol, IReadOnlyList<ModelOutcome> outcomes)
    {
        TextWriter output = context.Terminal.Out;
        SplitSummary summary = protocol.Split.Summary;
        string parameters = string.Join(", ", protocol.Split.Parameters.Select(static p => $"{p.Name} {p.Value}"));
        output.WriteLine($"Split {protocol.Split.Name} ({parameters})");
        output.WriteLine(CliContext.Invariant(
            $"  trained on {summary.TrainInteractions:N0} interactions of {summary.TrainUsers:N0} users on {summary.TrainItems:N0} items"));
        output.WriteLine(CliContext.Invariant(
            $"  tested on {summary.Relevant:N0} interactions of {summary.UsersWithRelevant:N0} users on {summary.RelevantItems:N0} items"));
        output.WriteLine(CliContext.Invariant(
            $"  cold: {summary.ColdUsers:N0} of {summary.Users:N0} users ({summary.RelevantOfColdUsers:N0} test interactions), {summary.ColdItems:N0} items ({summary.RelevantOnColdItems:N0})"));
        output.WriteLine(CliContext.Invariant(
            $"  candidates: {PolicyText(protocol.Policy)} ({protocol.Context.Candidates.Count:N0}), {protocol.RelevantOutsideCandidates:N0} test interactions outside them; convention {plan.Profile.Name}; 95 % intervals over users"));
        Table(context, "All users", outcomes, static r => r.Metrics);
        foreach (string slice in Slices(summary, outcomes))
        {
            Table(context, slice, outcomes, r => r.Slices.Single(s => s.Name == slice).Metrics);
        }

        foreach (ModelOutcome outcome in outcomes)
        {
            output.WriteLine(CliContext.Invariant(
                $"{outcome.Name}: trained in {outcome.FitSeconds:F1} s, measured in {outcome.EvaluateSeconds:F1} s{Answers(outcome.Result)}"));
        }
    }

    public static string PolicyName(CandidatePolicy policy) => policy switch
    {
        CandidatePolicy.TrainedItems => "trained-items",
        CandidatePolicy.WholeCatalogue => "whole-catalogue",
        _ => "given-per-user",
    };

    private static string PolicyText(CandidatePolicy policy) => policy switch
    {
        CandidatePolicy.TrainedItems => "items with a training interaction",
        CandidatePolicy.WholeCatalogue => "the whole catalogue",
        _ => "given for each user",
    };

    /// <summary>Groups are shown only where there are both kinds of users: otherwise they repeat the first table.</summary>
    private static IEnumerable<string> Slices(SplitSummary summary, IReadOnlyList<ModelOutcome> outcomes) =>
        summary.RelevantOfColdUsers == 0 || summary.ColdUsers == summary.Users ? [] : outcomes[0].Result.Slices.Select(static s => s.Name);

    private static string Answers(EvaluationResult result)
    {
        string fallback = result.FallbackUsers == 0
            ? ""
            : CliContext.Invariant($"; {result.FallbackUsers:N0} users it knows nothing about were answered by {result.Fallback!.Algorithm}");
        return result.EmptyLists == 0 ? fallback : CliContext.Invariant($"{fallback}; {result.EmptyLists:N0} users got an empty list");
    }

    private static void Table(
        CliContext context, string title, IReadOnlyList<ModelOutcome> outcomes, Func<EvaluationResult, IReadOnlyList<MetricResult>> metrics)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(new Text(title)));
        foreach (ModelOutcome outcome in outcomes)
        {
            table.AddColumn(new TableColumn(new Text(outcome.Name)).RightAligned());
        }

        table.AddColumn(new TableColumn("Users").RightAligned());
        table.AddColumn(new TableColumn("Undefined").RightAligned());
        IReadOnlyList<MetricResult>[] columns = [.. outcomes.Select(o => metrics(o.Result))];
        for (int m = 0; m < columns[0].Count; m++)
        {
            List<string> cells = [columns[0][m].Name, .. columns.Select(c => Cell(c[m]))];
            cells.Add(columns[0][m].Users.ToString("N0", CultureInfo.InvariantCulture));
            cells.Add(columns[0][m].UndefinedUsers.ToString("N0", CultureInfo.InvariantCulture));
            table.AddRow([.. cells.Select(static c => new Text(c))]);
        }

        context.Results.Write(table);
    }

    private static string Cell(MetricResult metric) => double.IsNaN(metric.Mean) ? "undefined"
        : double.IsNaN(metric.Low) ? metric.Mean.ToString("F4", CultureInfo.InvariantCulture)
        : CliContext.Invariant($"{metric.Mean:F4} ({metric.Low:F4} … {metric.High:F4})");
}
