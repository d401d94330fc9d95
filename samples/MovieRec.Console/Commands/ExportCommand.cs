using System.CommandLine;
using MovieRec.Cli.Models;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>export</c>: writes a model's user and item vectors for Spark or NumPy.</summary>
internal static class ExportCommand
{
    public static Command Create(SharedOptions shared)
    {
        Option<string> model = new("--model") { Description = "The model file.", Required = true };
        Option<string?> spark = new("--spark-als") { Description = "A folder to write as Apache Spark's ALSModel (whole-number ids only)." };
        Option<string?> npz = new("--implicit-npz") { Description = "A .npz file to write; NumPy and the Python package implicit read it." };
        Command command = new("export", "Write a model's user and item vectors for Apache Spark or NumPy.");
        command.Options.Add(model);
        command.Options.Add(spark);
        command.Options.Add(npz);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(spark) is null == parsed.GetValue(npz) is null)
            {
                throw new UsageException("Name either --spark-als DIR or --implicit-npz FILE.");
            }

            CliContext context = shared.Context(parsed);
            return ModelFiles.Open(parsed.GetValue(model)!, context, new Export(context, parsed.GetValue(spark), parsed.GetValue(npz)));
        });
        return command;
    }

    private sealed class Export(CliContext context, string? folder, string? file) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            FactorTable<TUserId, TItemId> factors = FactorTable<TUserId, TItemId>.FromRecommender(recommender);
            string target = folder ?? file!;
            if (folder is not null)
            {
                SparkAlsWriter.Write(folder, factors, context.CancellationToken);
            }
            else
            {
                TrainCommand.CheckTarget(target);
                ImplicitModelWriter.Write(target, factors, context.CancellationToken);
            }

            if (context.Json)
            {
                context.WriteJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("model", recommender.Model.Info.Algorithm);
                    json.WriteString("version", recommender.ModelVersion);
                    json.WriteString("format", folder is null ? "implicit-npz" : "spark-als");
                    json.WriteString("path", target);
                    json.WriteNumber("users", factors.Users.Count);
                    json.WriteNumber("items", factors.Items.Count);
                    json.WriteNumber("dimensions", factors.Dimensions);
                    json.WriteEndObject();
                });
            }
            else
            {
                context.Terminal.Out.WriteLine(CliContext.Invariant(
                    $"{target}: {factors.Users.Count:N0} users and {factors.Items.Count:N0} items of {recommender.ModelVersion}, {factors.Dimensions} factors."));
            }

            return ExitCodes.Done;
        }
    }
}
