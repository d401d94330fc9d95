using System.CommandLine;
using MovieRec.Cli.Ablation;
using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Models;
using MovieRec.Eval;

namespace MovieRec.Cli.Commands;

/// <summary><c>ablate</c>: every registered model, with and without every registered re-ranker, on one split.</summary>
internal static class AblateCommand
{
    private const string AllMetrics = EvaluateOptions.DefaultMetrics + ",Gini@10,Novelty@10,ILD@10,Serendipity@10,Calibration@10,Popularity@10,LongTail@10";

    public static Command Create(SharedOptions shared)
    {
        Option<string?> rerankers = new("--rerankers")
        {
            Description = $"Re-rankers, comma-separated, each NAME or NAME=STRENGTH, or none. Default all at 0.3: {string.Join(", ", RerankerRegistry.Names)}.",
        };
        Option<string?> csv = new("--csv") { Description = "A CSV file to write as well: every variant, group and metric." };
        AblateOptions? asked = null;
        Command command = EvaluateCommand.Create(
            shared,
            "ablate",
            "Measure every model, with and without every re-ranker, on one split: all metrics and slices, latency, memory, corrected comparisons.",
            new EvaluateOptions(ModelRegistry.Names, AllMetrics, "all", takesRerankers: false),
            (context, plan) => new AblateRun(context, plan, asked!));
        command.Options.Add(rerankers);
        command.Options.Add(csv);
        command.Validators.Add(result =>
        {
            // Read before the shared action runs, so that a wrong name is told before any data is read.
            IReadOnlyList<AblationReranker> chosen = RerankerRegistry.All;
            if (result.GetValue(rerankers) is { } names)
            {
                try
                {
                    chosen = names == "none" ? [] : [.. names.Split(',', StringSplitOptions.TrimEntries).Select(RerankerRegistry.Parse)];
                }
                catch (FormatException exception)
                {
                    result.AddError(exception.Message);
                    return;
                }
            }

            string? target = result.GetValue(csv);
            if (target is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(target))))
            {
                result.AddError($"--csv {target}: expected a file in a folder that exists.");
                return;
            }

            asked = new AblateOptions(chosen, target);
        });
        return command;
    }
}
