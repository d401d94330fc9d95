using System.CommandLine;
using MovieRec.Cli.Data;
using MovieRec.Cli.Demo;

namespace MovieRec.Cli.Commands;

/// <summary><c>demo</c>, also without a verb: the main job end to end on the bundled data set or on <c>--data</c>.</summary>
internal static class DemoCommand
{
    public static Command Create(SharedOptions shared)
    {
        DataOptions data = new();
        Option<string?> user = new("--user") { Description = "Whose top 10 to show. Default: a viewer with a middling number of likes." };
        Command command = new("demo", "The main job: quality report, split, training, evaluation, a viewer's top 10 with reasons.");
        data.AddTo(command);
        command.Options.Add(user);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            string path = parsed.GetValue(data.Data) ?? BundledData.Folder;
            DemoRun run = new(context, data.Liked(parsed), parsed.GetValue(user));
            return DataSources.Open(path, parsed.GetValue(data.Catalog), data.Import(parsed), context, run);
        });
        return command;
    }
}
