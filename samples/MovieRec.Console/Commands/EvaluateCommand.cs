using System.CommandLine;
using MovieRec.Cli.Data;
using MovieRec.Cli.Evaluation;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>evaluate</c>: ranking metrics with intervals, on given split files or on a split of a data set.</summary>
internal static class EvaluateCommand
{
    public static Command Create(SharedOptions shared)
    {
        DataOptions data = new();
        EvaluateOptions options = new();
        Command command = new(
            "evaluate",
            "Measure models on held-out interactions: given files (--train, --test) or a split of a data set (--data, --split).");
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
                return files.Open(context, import, catalog, new EvaluateGiven(context, plan, files, import, catalog, data.Liked(parsed, float.MinValue)));
            }

            options.RefuseFiles(parsed);
            EvaluateDataSet action = new(context, plan, options.Splitter(parsed, context.Seed), data.Liked(parsed));
            return DataSources.Open(path, catalog, import, context, action);
        });
        return command;
    }
}
