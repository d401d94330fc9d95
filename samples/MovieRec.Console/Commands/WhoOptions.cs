using System.CommandLine;

namespace MovieRec.Cli.Commands;

/// <summary><c>--model FILE</c> and <c>--user ID | --liked ID,ID…</c>.</summary>
internal sealed class WhoOptions
{
    public Option<string> Model { get; } = new("--model") { Description = "The model file.", Required = true };

    public Option<string?> User { get; } = new("--user") { Description = "A user of the training data; an unknown one gets popular items." };

    public Option<string?> Liked { get; } = new("--liked") { Description = "Ids or titles of liked items, separated by commas (or by semicolons), instead of a user." };

    public void AddTo(Command command)
    {
        command.Options.Add(Model);
        command.Options.Add(User);
        command.Options.Add(Liked);
    }

    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(User) is null == parsed.GetValue(Liked) is null)
        {
            throw new UsageException("Name either --user ID or --liked ID,ID….");
        }
    }
}
