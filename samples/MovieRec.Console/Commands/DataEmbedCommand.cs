using System.CommandLine;
using System.Diagnostics;
using MovieRec.Cli.Data;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>data embed</c>: content vectors of a data-set folder, stored in it.</summary>
internal static class DataEmbedCommand
{
    public static Command Create(SharedOptions shared)
    {
        Option<string> folder = new("--data") { Description = "The data-set folder; its vectors are replaced.", Required = true };
        Option<string[]> set = TrainCommand.SetOption();
        Command command = new("embed", "Make content vectors from a data set's metadata and store them in its folder (embeddings.parquet).");
        command.Options.Add(folder);
        command.Options.Add(set);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            ModelSettings settings = new(parsed.GetValue(set) ?? []);
            ModelRegistry.Check(settings);
            string path = parsed.GetValue(folder)!;
            ContentEmbedder embedder = new(ContentSettings.Create(settings, context.Seed).Options);
            DataSetFolder.ReadManifest(path);
            return DataSources.Open(path, null, new ImportOptions(), context, new Embed(context, embedder, path));
        });
        return command;
    }

    private sealed class Embed(CliContext context, ContentEmbedder embedder, string folder) : IDataSetAction<int>
    {
        public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
            where TUserId : notnull
            where TItemId : notnull
        {
            Stopwatch watch = Stopwatch.StartNew();
            ItemEmbeddings embeddings = context.WithProgress("Embedding", progress => embedder.Embed(
                data.Catalog,
                new InlineProgress<TrainingProgress>(p => progress(p.Step, p.TotalSteps, "steps")),
                context.CancellationToken));
            double seconds = watch.Elapsed.TotalSeconds;
            EmbeddingFile.Write(folder, data.Items, embeddings, context.CancellationToken);
            string file = Path.Combine(folder, EmbeddingFile.FileName);
            ContentCoverage coverage = ContentCoverage.Of(data.Catalog);
            if (context.Json)
            {
                context.WriteJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("file", file);
                    json.WriteNumber("bytes", new FileInfo(file).Length);
                    json.WriteString("generator", embeddings.Info.Generator);
                    json.WriteString("model", embeddings.Info.Model);
                    json.WriteNumber("dimensions", embeddings.Dimensions);
                    json.WriteString("checksum", embeddings.Checksum);
                    json.WriteNumber("seconds", seconds);
                    CoverageView.Write(json, coverage);
                    json.WriteEndObject();
                });
            }
            else
            {
                context.Terminal.Out.WriteLine(CliContext.Invariant(
                    $"{file}: {embeddings.Count:N0} vectors by {embeddings.Info}, made in {seconds:F1} s."));
                context.Terminal.Out.WriteLine(CoverageView.Line(coverage));
            }

            return ExitCodes.Done;
        }
    }
}
