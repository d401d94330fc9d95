using System.CommandLine;

namespace MovieRec.Cli;

/// <summary>Options that every verb has, and what an action needs to run.</summary>
internal sealed class SharedOptions
{
    private readonly CancellationToken _cancellationToken;

    public SharedOptions(Terminal terminal, CancellationToken cancellationToken)
    {
        Terminal = terminal;
        _cancellationToken = cancellationToken;
    }

    public Terminal Terminal { get; }

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON document on standard output, nothing else there.",
        Recursive = true,
    };

    public Option<int?> Seed { get; } = new("--seed")
    {
        Description = "Seed of everything random. Default 1.",
        Recursive = true,
    };

    public CliContext Context(ParseResult parsed) =>
        new(Terminal, parsed.GetValue(Json), parsed.GetValue(Seed) ?? 1, _cancellationToken);
}
