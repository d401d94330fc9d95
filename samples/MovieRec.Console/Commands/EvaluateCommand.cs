using System.CommandLine;
using MovieRec.Cli.Data;
using MovieRec.Cli.Evaluation;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>evaluate</c>: ranking metrics with intervals, on given split files or on a split of a data set.</summary>
internal static class EvaluateCommand
{
    public static Command Create(SharedOptions shared) => Create(
        shared,
        "evaluate",
        "Measure models on held-out interactions: given files (--train, --test) or a split of a data set (--data, --split).",
        new EvaluateOptions(["popularity", "als"], EvaluateOptions.DefaultMetrics, defaultSlices: null),
        static (context, plan) => new EvaluateRun(context, plan));

    /// <summary>A verb that works on a split: given as files, or made of a data set.</summary>
    internal static Command Create(
        SharedOptions shared, string name, string description, EvaluateOptions options, Func<CliContext, EvaluatePlan, IEvaluationAction> action)
    {
        DataOptions data = new();
        Command command = new(name, description);
        data.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            EvaluatePlan plan = options.Plan(parsed, context);
            ImportOptions import = data.Import(parsed);
            string? catalog = parsed.GetValue(data.Catalog);
            if (parsed.GetValue(data.Data) is not { } path)
            {
                GivenFiles files = options.Files(parsed);
                return files.Open(
                    context, import, catalog, new EvaluateGiven(context, plan, files, import, catalog, data.Liked(parsed, float.MinValue), action(context, plan)));
            }

            options.RefuseFiles(parsed);
            EvaluateDataSet split = new(plan, options.Splitter(parsed, context.Seed), data.Liked(parsed), action(context, plan));
            return DataSources.Open(path, catalog, import, context, split);
        });
        return command;
    }
}
