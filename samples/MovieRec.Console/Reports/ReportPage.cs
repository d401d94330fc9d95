using MovieRec.Cli.Ablation;
using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Sweeps;
using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>What a page says, in order.</summary>
internal sealed record ReportPage(string Title, IReadOnlyList<string> Facts, IReadOnlyList<ReportSection> Sections)
{
    public static ReportPage Of(EvaluationSubject subject, EvaluatePlan plan, MeasuredSplit measured)
    {
        List<ModelOutcome> plain = [.. measured.Outcomes.Where(static o => o.Plain is null)];
        ReportVariant[] variants =
        [
            .. measured.Outcomes.Select(o => new ReportVariant(o.Name, o.Result, o.Latency, o.FitSeconds, o.Model, plain.IndexOf(o.Plain ?? o), Shape(o))),
        ];
        ComparisonRow[] comparisons =
        [
            .. measured.Comparisons.Where(static c => c.Users == "all-users").Select(static c => new ComparisonRow(
                c.Model, c.Baseline, c.Result.Metric, c.Result.Paired, c.Result.AdjustedP, c.Verdict)),
        ];
        return Of("Evaluation", subject, plan, measured.Protocol, variants, comparisons, "Holm over the models, metric by metric");

        int Shape(ModelOutcome outcome) => outcome.Plain is { } model ? 1 + measured.Outcomes.Where(o => o.Plain == model).ToList().IndexOf(outcome) : 0;
    }

    public static ReportPage Of(EvaluationSubject subject, EvaluatePlan plan, AblationResult result)
    {
        List<string> models = [.. result.Variants.Select(static v => v.Model).Distinct()];
        List<string> rerankers = [.. result.Variants.Select(static v => v.Reranker ?? "").Distinct()];
        ReportVariant[] variants =
        [
            .. result.Variants.Select(v => new ReportVariant(
                v.Name, v.Result, v.Latency, v.FitSeconds, null, models.IndexOf(v.Model), rerankers.IndexOf(v.Reranker ?? ""))),
        ];
        ComparisonRow[] comparisons =
        [
            .. result.Comparisons.Select(static c => new ComparisonRow(c.Variant, c.Baseline, c.Metric, c.Paired, c.AdjustedP, AblateView.Verdict(c))),
        ];
        return Of("Ablation", subject, plan, result.Protocol, variants, comparisons, "Holm over the whole table");
    }

    public static ReportPage Of(string source, SweepSummary summary)
    {
        SplitSummary rows = summary.Splits.Validation.Summary;
        List<string> facts =
        [
            CliContext.Invariant($"{summary.Request.Options.Strategy} search, {summary.Result.Outcomes.Count} trials of {summary.Request.Model}"),
            CliContext.Invariant($"validation: {rows.TrainInteractions:N0} training interactions, {rows.UsersWithRelevant:N0} users, split {summary.Splits.Test.Name}"),
            summary.Look is null ? "the test split was not looked at" : CliContext.Invariant($"looks at the test: {summary.Looks.Count}, resets: {summary.Resets.Count}"),
        ];
        return new ReportPage($"Sweep of {summary.Request.Model} on {source}", facts, SweepSections.Of(summary));
    }

    private static ReportPage Of(
        string kind,
        EvaluationSubject subject,
        EvaluatePlan plan,
        EvaluationProtocol protocol,
        ReportVariant[] variants,
        ComparisonRow[] comparisons,
        string correction)
    {
        SplitSummary summary = protocol.Split.Summary;
        string parameters = string.Join(", ", protocol.Split.Parameters.Select(static p => $"{p.Name} {p.Value}"));
        List<string> facts =
        [
            $"split {protocol.Split.Name} ({parameters})",
            CliContext.Invariant($"trained on {summary.TrainInteractions:N0} interactions of {summary.TrainUsers:N0} users, {summary.TrainItems:N0} items"),
            CliContext.Invariant($"tested on {summary.Relevant:N0} interactions of {summary.UsersWithRelevant:N0} users; {summary.ColdUsers:N0} of {summary.Users:N0} users are new"),
            CliContext.Invariant($"candidates: {EvaluateView.PolicyName(protocol.Policy)} ({protocol.Context.Candidates.Count:N0}); convention {plan.Profile.Name}"),
        ];
        List<ReportSection> sections = [MetricSections.Table(variants)];
        sections.AddRange(MetricSections.Comparisons(comparisons, correction));
        sections.AddRange(TradeOffSection.Of(variants));
        sections.AddRange(SliceSection.Of(variants));
        sections.AddRange(LatencySection.Of(variants));
        sections.AddRange(ListSection.Of(subject, plan, protocol, variants));
        return new ReportPage($"{kind} on {subject.Source}", facts, sections);
    }
}
