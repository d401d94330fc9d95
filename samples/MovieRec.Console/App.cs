using System.CommandLine;
using MovieRec.Cli.Commands;
using MovieRec.Data;

namespace MovieRec.Cli;

/// <summary>Parses a command line, runs the verb and turns every failure into one clear line and an exit code.</summary>
internal static class App
{
    public static int Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken)
    {
        RootCommand root = BuildRoot(terminal, cancellationToken);
        ParseResult parsed = root.Parse(args.Count == 0 ? ["demo"] : args);
        if (parsed.Errors.Count > 0)
        {
            terminal.Fail(Describe(parsed));
            return ExitCodes.Invalid;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (OperationCanceledException)
        {
            terminal.Fail("Cancelled; nothing was written.");
            return ExitCodes.Cancelled;
        }
        catch (Exception exception) when (IsInputError(exception))
        {
            terminal.Fail(OneLine(exception.Message));
            return ExitCodes.Invalid;
        }
    }

    /// <summary>Parses without running: documentation is checked with it.</summary>
    internal static ParseResult Parse(IReadOnlyList<string> args) =>
        BuildRoot(new Terminal(TextWriter.Null, TextWriter.Null), CancellationToken.None).Parse(args);

    private static RootCommand BuildRoot(Terminal terminal, CancellationToken cancellationToken)
    {
        RootCommand root = new("MovieRec: movie recommendations with reasons. Without a verb: the demo on the bundled data set.");
        SharedOptions shared = new(terminal, cancellationToken);
        root.Options.Add(shared.Json);
        root.Options.Add(shared.Seed);
        root.Add(DemoCommand.Create(shared));
        root.Add(DataCommand.Create(shared));
        root.Add(TrainCommand.Create(shared));
        root.Add(RecommendCommand.Create(shared));
        root.Add(SimilarCommand.Create(shared));
        root.Add(OnboardCommand.Create(shared));
        root.Add(ExplainCommand.Create(shared));
        root.Add(EvaluateCommand.Create(shared));
        root.Add(AblateCommand.Create(shared));
        root.Add(SweepCommand.Create(shared));
        root.Add(HypothesisCommand.Create(shared));
        root.Add(LogCommand.Create(shared));
        root.Add(GateCommand.Create(shared));
        root.Add(FeedbackCommand.Create(shared));
        root.Add(IndexCommand.Create(shared));
        root.Add(ImportCommand.Create(shared));
        root.Add(ExportCommand.Create(shared));
        return root;
    }

    /// <summary>One line: an unknown verb by its name, else the first thing that is wrong.</summary>
    private static string Describe(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand root && parsed.UnmatchedTokens.Count > 0
            ? $"'{parsed.UnmatchedTokens[0]}': there is no such verb; there are {string.Join(", ", root.Subcommands.Select(static c => c.Name))}."
            : parsed.Errors[0].Message + " See --help.";

    /// <summary>What the caller can mend: the call or the input is wrong. Anything else is a defect and keeps its stack trace.</summary>
    private static bool IsInputError(Exception exception) => exception
        is UsageException or DataFormatException or ModelFormatException or IOException or UnauthorizedAccessException
        or ArgumentException or KeyNotFoundException or NotSupportedException or InvalidOperationException;

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
