using System.CommandLine;
using MovieRec.Cli.Data;
using MovieRec.Cli.Rendering;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>data quality</c>: what a data set is like, in numbers; with <c>--test</c> also what a test set shares with it.</summary>
internal static class DataQualityCommand
{
    public static Command Create(SharedOptions shared)
    {
        DataOptions data = new();
        Option<string?> test = new("--test") { Description = "A test set to compare with: reports pairs that are in both." };
        Command command = new("quality", "Report size, long tail, bad rows, bursts, drift, missing metadata and cold shares.");
        data.AddTo(command);
        command.Options.Add(test);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            ImportOptions import = data.Import(parsed);
            DataQualityOptions options = new() { Liked = data.Liked(parsed) };
            return DataSources.Open(
                data.Require(parsed), parsed.GetValue(data.Catalog), import, context, new Analyze(context, options, parsed.GetValue(test), import));
        });
        return command;
    }

    private sealed class Analyze(CliContext context, DataQualityOptions options, string? testPath, ImportOptions import) : IDataSetAction<int>
    {
        public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
            where TUserId : notnull
            where TItemId : notnull
        {
            DataQualityReport quality = DataQuality.Analyze(data, options, report, context.CancellationToken);
            OverlapReport? overlap = testPath is null
                ? null
                : DataSources.Open(testPath, null, import, context, new Compare<TUserId, TItemId>(data));
            if (context.Json)
            {
                context.WriteJson(json => QualityJson.WriteDocument(json, data.Info, quality, overlap));
            }
            else
            {
                new QualityView(context).Print(data.Info, quality, overlap);
            }

            return ExitCodes.Done;
        }
    }

    private sealed class Compare<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> train) : IDataSetAction<OverlapReport>
        where TUserId : notnull
        where TItemId : notnull
    {
        public OverlapReport Run<TUser, TItem>(MovieDataSet<TUser, TItem> data, ImportReport? report)
            where TUser : notnull
            where TItem : notnull => data is MovieDataSet<TUserId, TItemId> test
            ? DataQuality.Overlap(train, test)
            : throw new UsageException("--test: its ids are of another kind (numbers or text) than those of --data.");
    }
}
