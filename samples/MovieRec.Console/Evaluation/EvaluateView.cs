using System.Globalization;
using MovieRec.Eval;
using Spectre.Console;

namespace MovieRec.Cli.Evaluation;

/// <summary>An evaluation as text: what was split how, what could be recommended, and a table with intervals.</summary>
internal static class EvaluateView
{
    public static void Print(CliContext context, EvaluatePlan plan, MeasuredSplit measured)
    {
        Print(context, plan, measured.Protocol, measured.Outcomes);
        foreach (RerankPrice price in measured.Outcomes.Select(RerankPrice.Of).OfType<RerankPrice>())
        {
            string cost = double.IsNaN(price.Price) ? "no diversity gained" : CliContext.Invariant($"price {price.Price:F4} {price.NdcgMetric} per unit of {price.DiversityMetric}");
            context.Terminal.Out.WriteLine(CliContext.Invariant(
                $"{price.Model}: {price.NdcgMetric} {price.NdcgChange:+0.0000;-0.0000}, {price.DiversityMetric} {price.DiversityChange:+0.0000;-0.0000}; {cost}"));
        }

        foreach (IGrouping<string, Comparison> group in measured.Comparisons.GroupBy(static c => c.Users))
        {
            Compare(context, group.Key, [.. group]);
        }

        Seeds(context.Results, [.. measured.Outcomes.Select(static o => (o.Name, o.Seeds))]);
    }

    /// <summary>The mean of every metric in every window, side by side.</summary>
    public static void PrintWindows(CliContext context, IReadOnlyList<MeasuredSplit> windows)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("Window by window"));
        for (int w = 1; w <= windows.Count; w++)
        {
            table.AddColumn(new TableColumn(CliContext.Invariant($"{w}")).RightAligned());
        }

        foreach (ModelOutcome outcome in windows[0].Outcomes)
        {
            foreach (string metric in outcome.Result.Metrics.Select(static m => m.Name))
            {
                List<string> cells = [$"{outcome.Name}: {metric}"];
                cells.AddRange(windows.Select(w => Mean(w.Outcomes.Single(o => o.Name == outcome.Name).Result[metric].Mean)));
                table.AddRow([.. cells.Select(static c => new Text(c))]);
            }
        }

        context.Results.Write(table);
    }

    public static void Print(CliContext context, EvaluatePlan plan, EvaluationProtocol protocol, IReadOnlyList<ModelOutcome> outcomes)
    {
        TextWriter output = context.Terminal.Out;
        SplitSummary summary = protocol.Split.Summary;
        output.WriteLine(Heading(plan, protocol));
        Table(context, "All users", outcomes, static r => r.Metrics);
        bool wanted = plan.SliceNames is not null;
        foreach (SliceResult slice in wanted || BothKinds(summary) ? outcomes[0].Result.Slices : [])
        {
            string title = slice.Kind == SliceKind.Items ? "Relevant: " + slice.Name : slice.Name;
            Table(context, title, outcomes, r => r.Slices.Single(s => s.Name == slice.Name).Metrics);
        }

        foreach (ModelOutcome outcome in outcomes)
        {
            output.WriteLine(CliContext.Invariant(
                $"{outcome.Name}: trained in {outcome.FitSeconds:F1} s, measured in {outcome.EvaluateSeconds:F1} s{Answers(outcome.Result)}"));
        }
    }

    /// <summary>What was trained and tested on, in a few lines.</summary>
    public static string Heading(EvaluatePlan plan, EvaluationProtocol protocol)
    {
        SplitSummary summary = protocol.Split.Summary;
        string parameters = string.Join(", ", protocol.Split.Parameters.Select(static p => $"{p.Name} {p.Value}"));
        return string.Join(
            Environment.NewLine,
            $"Split {protocol.Split.Name} ({parameters})",
            CliContext.Invariant($"  trained on {summary.TrainInteractions:N0} interactions of {summary.TrainUsers:N0} users on {summary.TrainItems:N0} items"),
            CliContext.Invariant($"  tested on {summary.Relevant:N0} interactions of {summary.UsersWithRelevant:N0} users on {summary.RelevantItems:N0} items"),
            CliContext.Invariant(
                $"  cold: {summary.ColdUsers:N0} of {summary.Users:N0} users ({summary.RelevantOfColdUsers:N0} test interactions), {summary.ColdItems:N0} items ({summary.RelevantOnColdItems:N0})"),
            CliContext.Invariant(
                $"  candidates: {PolicyText(protocol.Policy)} ({protocol.Context.Candidates.Count:N0}), {protocol.RelevantOutsideCandidates:N0} test interactions outside them; convention {plan.Profile.Name}; 95 % intervals over users"));
    }

    public static string PolicyName(CandidatePolicy policy) => policy switch
    {
        CandidatePolicy.TrainedItems => "trained-items",
        CandidatePolicy.WholeCatalogue => "whole-catalogue",
        CandidatePolicy.HeldOutItems => "held-out-items",
        _ => "given-per-user",
    };

    private static string PolicyText(CandidatePolicy policy) => policy switch
    {
        CandidatePolicy.TrainedItems => "items with a training interaction",
        CandidatePolicy.WholeCatalogue => "the whole catalogue",
        CandidatePolicy.HeldOutItems => "held-out items",
        _ => "given for each user",
    };

    /// <summary>Warm and cold users are shown unasked only where there are both: otherwise they repeat the first table.</summary>
    private static bool BothKinds(SplitSummary summary) => summary.RelevantOfColdUsers > 0 && summary.ColdUsers < summary.Users;

    private static void Compare(CliContext context, string users, Comparison[] comparisons)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(new Text($"Against {comparisons[0].Baseline}, {users}")));
        foreach (string title in new[] { "Difference (95 % BCa)", "p (Holm)", "Detectable", "" })
        {
            table.AddColumn(new TableColumn(new Text(title)).RightAligned());
        }

        foreach (Comparison comparison in comparisons)
        {
            PairedComparison paired = comparison.Result.Paired;
            string difference = double.IsNaN(paired.BiasCorrected.Low)
                ? Mean(paired.Difference)
                : CliContext.Invariant($"{paired.Difference:+0.0000;-0.0000} ({paired.BiasCorrected.Low:F4} … {paired.BiasCorrected.High:F4})");
            table.AddRow(
                new Text($"{comparison.Model}: {comparison.Result.Metric}"),
                new Text(difference),
                new Text(comparison.Result.AdjustedP.ToString("F4", CultureInfo.InvariantCulture)),
                new Text(Mean(paired.SmallestDetectableDifference)),
                new Text(comparison.Verdict));
        }

        context.Results.Write(table);
    }

    /// <summary>Apart from the intervals: those speak about other users, this about training again.</summary>
    public static void Seeds(IAnsiConsole results, IReadOnlyList<(string Name, IReadOnlyList<SeedVariation> Seeds)> models)
    {
        if (models.All(static m => m.Seeds.Count == 0))
        {
            return;
        }

        Table table = new Table().Border(TableBorder.Simple);
        foreach (string title in new[] { "Over training seeds", "Seeds", "Mean", "Deviation", "Lowest", "Highest" })
        {
            table.AddColumn(new TableColumn(new Text(title)));
        }

        foreach ((string name, IReadOnlyList<SeedVariation> seeds) in models)
        {
            foreach (SeedVariation seed in seeds)
            {
                table.AddRow(
                    new Text($"{name}: {seed.Metric}"),
                    new Text(seed.Seeds.ToString(CultureInfo.InvariantCulture)),
                    new Text(Mean(seed.Mean)),
                    new Text(Mean(seed.StandardDeviation)),
                    new Text(Mean(seed.Lowest)),
                    new Text(Mean(seed.Highest)));
            }
        }

        results.Write(table);
    }

    public static string Mean(double value) => double.IsNaN(value) ? "undefined" : value.ToString("F4", CultureInfo.InvariantCulture);

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

    public static string Cell(MetricResult metric) => double.IsNaN(metric.Mean) ? "undefined"
        : double.IsNaN(metric.Low) ? Mean(metric.Mean)
        : CliContext.Invariant($"{metric.Mean:F4} ({metric.Low:F4} … {metric.High:F4})");
}
