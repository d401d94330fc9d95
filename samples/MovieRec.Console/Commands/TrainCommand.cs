using System.CommandLine;
using System.Diagnostics;
using MovieRec.Cli.Data;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>train</c>: fits a model and writes a model file.</summary>
internal static class TrainCommand
{
    public static Command Create(SharedOptions shared)
    {
        DataOptions data = new();
        Option<string> model = new("--model")
        {
            Description = $"The model: {string.Join(", ", ModelRegistry.Names)}. Default als.",
            DefaultValueFactory = static _ => "als",
        };
        Option<string[]> set = SetOption();
        Option<string> output = new("--out") { Description = "The model file to write (.mrec).", Required = true };
        Option<bool> withoutHistory = new("--without-history") { Description = "Leave liked and seen interactions out of the file." };
        Command command = new("train", "Train a model on a data set and write a model file.");
        data.AddTo(command);
        command.Options.Add(model);
        command.Options.Add(set);
        command.Options.Add(output);
        command.Options.Add(withoutHistory);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            ModelSettings settings = new(parsed.GetValue(set) ?? []);
            ModelRegistry.Check(settings);
            string target = parsed.GetValue(output)!;
            CheckTarget(target);
            ITrainer<IRecommender> trainer = ModelRegistry.Create(parsed.GetValue(model)!, settings, context.Seed);
            TrainingSource source = new(data.Require(parsed), parsed.GetValue(data.Catalog), settings);
            Train action = new(context, trainer, source, data.Liked(parsed), target, new SaveOptions { IncludeHistory = !parsed.GetValue(withoutHistory) });
            return DataSources.Open(source.Data, source.Catalog, data.Import(parsed), context, action);
        });
        return command;
    }

    internal static Option<string[]> SetOption() => new("--set")
    {
        Description = "An option of a model: als.Factors=64 (repeatable).",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Fits with a progress bar.</summary>
    internal static Recommender<TUserId, TItemId> Fit<TUserId, TItemId>(
        CliContext context, MovieDataSet<TUserId, TItemId> data, ITrainer<IRecommender> trainer, InteractionOptions liked)
        where TUserId : notnull
        where TItemId : notnull => context.WithProgress("Training", report => Recommender<TUserId, TItemId>.Train(
            data,
            trainer,
            liked,
            new InlineProgress<TrainingProgress>(p => report(p.Step, p.TotalSteps, "iterations")),
            context.CancellationToken));

    internal static void CheckTarget(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder) || Directory.Exists(path))
        {
            throw new UsageException($"--out {path}: expected a file in a folder that exists.");
        }
    }

    private sealed record TrainingSource(string Data, string? Catalog, ModelSettings Settings);

    private sealed class Train(
        CliContext context, ITrainer<IRecommender> trainer, TrainingSource source, InteractionOptions liked, string target, SaveOptions save)
        : IDataSetAction<int>
    {
        public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
            where TUserId : notnull
            where TItemId : notnull
        {
            ITrainer<IRecommender> chosen = StoredVectors.Prefer(trainer, source.Data, source.Catalog, source.Settings, data.Items, context);
            Stopwatch watch = Stopwatch.StartNew();
            Recommender<TUserId, TItemId> recommender = Fit(context, data, chosen, liked);
            double seconds = watch.Elapsed.TotalSeconds;
            recommender.Save(target, save, null, context.CancellationToken);
            RecommenderInfo info = recommender.Model.Info;
            long bytes = new FileInfo(target).Length;
            ContentCoverage? coverage = recommender.Model is ContentModel ? ContentCoverage.Of(data.Catalog) : null;
            if (context.Json)
            {
                context.WriteJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("model", info.Algorithm);
                    json.WriteString("version", recommender.ModelVersion);
                    json.WriteString("file", target);
                    json.WriteNumber("bytes", bytes);
                    json.WriteNumber("users", info.UserCount);
                    json.WriteNumber("items", info.ItemCount);
                    json.WriteNumber("interactions", info.InteractionCount);
                    json.WriteNumber("fitSeconds", seconds);
                    json.WriteStartObject("options");
                    foreach (ModelOption option in info.OptionValues)
                    {
                        json.WriteString(option.Name, option.Value);
                    }

                    json.WriteEndObject();
                    if (coverage is not null)
                    {
                        CoverageView.Write(json, coverage);
                    }

                    json.WriteEndObject();
                });
            }
            else
            {
                context.Terminal.Out.WriteLine(CliContext.Invariant(
                    $"{recommender.ModelVersion}: {info.InteractionCount:N0} liked interactions of {info.UserCount:N0} users on {info.ItemCount:N0} items, trained in {seconds:F1} s."));
                context.Terminal.Out.WriteLine(CliContext.Invariant($"{target}: {bytes:N0} bytes."));
                if (coverage is not null)
                {
                    context.Terminal.Out.WriteLine(CoverageView.Line(coverage));
                }
            }

            return ExitCodes.Done;
        }
    }
}
