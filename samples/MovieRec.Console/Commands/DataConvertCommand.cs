using System.CommandLine;
using System.Diagnostics;
using MovieRec.Cli.Data;
using MovieRec.Cli.Rendering;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>data convert</c>: CSV or MovieLens to a data-set folder.</summary>
internal static class DataConvertCommand
{
    public static Command Create(SharedOptions shared)
    {
        DataOptions data = new();
        Option<string> output = new("--out") { Description = "The data-set folder to write: new, empty, or one to replace.", Required = true };
        Command command = new("convert", "Write a data set as a folder of Parquet files with checksums.");
        data.AddTo(command, likes: false);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            string source = data.Require(parsed);
            Convert action = new(context, source, parsed.GetValue(output)!, Stopwatch.StartNew());
            return DataSources.Open(source, parsed.GetValue(data.Catalog), data.Import(parsed), context, action);
        });
        return command;
    }

    private sealed class Convert(CliContext context, string source, string target, Stopwatch watch) : IDataSetAction<int>
    {
        public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
            where TUserId : notnull
            where TItemId : notnull
        {
            DataSetManifest manifest = context.WithProgress("Writing " + target, progress => DataSetFolder.Write(
                target,
                data,
                new InlineProgress<DataSetProgress>(p => progress(p.Rows, p.TotalRows, "rows")),
                context.CancellationToken));
            ConvertView.Write(context, source, target, manifest, report, MetadataCoverage.Measure(data), watch.Elapsed.TotalSeconds);
            return ExitCodes.Done;
        }
    }
}
