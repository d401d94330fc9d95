using System.Globalization;
using System.Text;
using MovieRec.Cli.Experiments;
using MovieRec.Eval;

namespace MovieRec.Cli.Hypotheses;

/// <summary>The section of docs/results.md about H1.</summary>
internal static class HypothesisText
{
    public static string Write(
        DataSetInfo data, string fingerprint, string source, IReadOnlyList<HypothesisSplit> splits, double[] adjusted, CliContext context)
    {
        StringBuilder text = new();
        text.Append("## H1: implicit collaborative filtering lifts NDCG@10 over popularity\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Data: {data.Name} (fingerprint {fingerprint[..12]}…). Model: implicit ALS. Baseline: the better, on the test itself, of plain and time-decayed popularity; ");
        text.Append("that can only make the lift smaller. The half-life and the options of ALS were chosen on validation rows, and only what was chosen was measured on the test. ");
        text.Append("Intervals are over users (95 %); that of the lift is a paired bootstrap of the ratio of means.\n\n");
        text.Append("| split | users | popularity | decayed popularity | ALS | lift | 95 % | p (Holm) | detectable | answer |\n|---|---|---|---|---|---|---|---|---|---|\n");
        int next = 0;
        foreach (HypothesisSplit split in splits)
        {
            foreach (LiftResult lift in split.Lifts)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {split.Splits.Test.Name} | {lift.Users} ({lift.Paired.Users}) | {Cell(split.Plain, lift)} | {Cell(split.Decayed, lift)} | {Cell(split.Model, lift)} | {lift.Lift:+0.0 %;-0.0 %} | {lift.Interval.Low:+0.0 %;-0.0 %} … {lift.Interval.High:+0.0 %;-0.0 %} | {adjusted[next]:F4} | {lift.Paired.SmallestDetectableDifference:F4} | {Verdict(lift)} |\n");
                next++;
            }
        }

        text.Append('\n');
        foreach (HypothesisSplit split in splits)
        {
            SplitSummary summary = split.Splits.Test.Summary;
            text.Append(
                CultureInfo.InvariantCulture,
                $"- **{split.Splits.Test.Name}** ({string.Join(", ", split.Splits.Test.Parameters.Select(static p => $"{p.Name} {p.Value}"))}): {summary.TrainInteractions:N0} training interactions, {summary.UsersWithRelevant:N0} test users, {summary.ColdUsers:N0} of them unknown to the model (answered by the popularity chosen on validation, so that they show no difference to it). ");
            text.Append(
                CultureInfo.InvariantCulture,
                $"Chosen on validation: {string.Join(", ", split.HalfLife.Best.Trial.Settings)}; {string.Join(", ", split.Als.Best.Trial.Settings)} ({split.Als.Outcomes.Count} trials, NDCG@10 {split.Als.Best.Score.Value:F4}).\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nMeasured on {context.Terminal.Clock.GetUtcNow():yyyy-MM-dd} with seed {context.Seed} by\n\n");
        text.Append(CultureInfo.InvariantCulture, $"```sh\ndotnet run -c Release --project samples/MovieRec.Console -- hypothesis h1 --data {source} --out docs/results.md\n```\n\n");
        text.Append(CultureInfo.InvariantCulture, $"on {ThisMachine.Description}.\n");
        return text.ToString();
    }

    public static string Verdict(LiftResult lift) => lift.Interval.Low > 0 ? CliContext.Invariant($"supported: at least {lift.Interval.Low:+0.0 %}")
        : lift.Interval.High < 0 ? "refuted: lower"
        : "not distinguishable";

    public static string Baseline(LiftResult lift) => lift.Baseline == 0 ? "popularity" : "decayed popularity";

    private static string Cell(EvaluationResult result, LiftResult lift)
    {
        MetricResult metric = lift.Users == "all-users" ? result[lift.Metric] : result.Slices.Single(s => s.Name == lift.Users).Metrics.Single(m => m.Name == lift.Metric);
        return CliContext.Invariant($"{metric.Mean:F4} ({metric.Low:F4} … {metric.High:F4})");
    }
}
