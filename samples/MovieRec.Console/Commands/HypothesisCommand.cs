using System.CommandLine;
using MovieRec.Cli.Data;
using MovieRec.Cli.Experiments;
using MovieRec.Cli.Hypotheses;

namespace MovieRec.Cli.Commands;

/// <summary><c>hypothesis</c>: answers a hypothesis of this project on real data and writes its section of docs/results.md.</summary>
internal static class HypothesisCommand
{
    public static Command Create(SharedOptions shared)
    {
        Argument<string> name = new("name") { Description = "h1: implicit collaborative filtering lifts NDCG@10 over popularity." };
        DataOptions data = new();
        LogOption log = new();
        Option<string?> output = new("--out") { Description = "A Markdown file whose section about the hypothesis is replaced, such as docs/results.md." };
        Command command = new("hypothesis", "Answer a hypothesis on real data; simulated data is refused.");
        command.Arguments.Add(name);
        data.AddTo(command);
        command.Options.Add(output);
        log.AddTo(command);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            string asked = parsed.GetValue(name)!;
            if (!asked.Equals("h1", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"hypothesis {asked}: there is no such hypothesis; there is h1.");
            }

            string? target = parsed.GetValue(output);
            if (target is not null)
            {
                TrainCommand.CheckTarget(target);
            }

            string path = data.Require(parsed);
            HypothesisH1 action = new(context, data.Liked(parsed), target, log.Read(parsed, context), Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
            return DataSources.Open(path, parsed.GetValue(data.Catalog), data.Import(parsed), context, action);
        });
        return command;
    }
}
