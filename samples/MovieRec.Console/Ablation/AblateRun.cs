using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Models;
using MovieRec.Cli.Reports;
using MovieRec.Eval;

namespace MovieRec.Cli.Ablation;

/// <summary>Measures every model, with and without every re-ranker, and prints, records and draws the table.</summary>
internal sealed class AblateRun(CliContext context, EvaluatePlan plan, AblateOptions options) : IEvaluationAction
{
    private const int LatencyRequests = 400;

    public int Execute(EvaluationSubject subject)
    {
        if (subject.IsSliding)
        {
            throw new UsageException("--split sliding: an ablation is over one split; name a --window.");
        }

        TrainingData data = subject.Protocol.Split.ToTrainingData(subject.Catalog);
        IReadOnlyList<IMetric> metrics = new EvaluateRun(context, plan).WithVectors(data);
        Eval.Ablation ablation = new(
            [.. plan.Models.Select(m => new AblationModel(m.Name, seed => ModelRegistry.Create(m.Name, plan.Settings, seed)))],
            options.Rerankers,
            new AblationOptions
            {
                Evaluator = EvaluateRun.Options(plan, subject.Protocol),
                Tests = plan.Comparison,
                Seed = context.Seed,
                Seeds = 1 + plan.FurtherSeeds.Count,
                UseFallback = plan.UseFallback,
                LatencyRequests = LatencyRequests,
            });
        AblationResult result = context.WithProgress("Ablation", report => ablation.Run(
            subject.Protocol, metrics, new InlineProgress<AblationProgress>(p => report(p.Done, p.Total, p.Variant)), context.CancellationToken));
        Print(result);
        Record(result);
        plan.Report?.Write(context, ReportPage.Of(subject, plan, result));
        return ExitCodes.Done;
    }

    private void Print(AblationResult result)
    {
        if (options.Csv is { } path)
        {
            using StreamWriter file = new(path);
            AblateCsv.Write(file, result);
        }

        if (context.Json)
        {
            context.WriteJson(json => AblateJson.Write(json, plan, result));
        }
        else
        {
            AblateView.Print(context, plan, result);
        }
    }

    private void Record(AblationResult result)
    {
        if (plan.Log is not { } log)
        {
            return;
        }

        foreach (AblationVariant variant in result.Variants)
        {
            AblationComparison? deciding = result.Comparisons.FirstOrDefault(c => c.Variant == variant.Name);
            string outcome = deciding is null ? "baseline" : $"{deciding.Metric}: {AblateView.Verdict(deciding)}, against {deciding.Baseline}";
            log.Add("ablate", variant.Name, variant.Result, variant.FitSeconds, variant.Latency.Summary, outcome);
        }

        log.Save(context.CancellationToken);
    }
}
