using Spectre.Console;

namespace MovieRec.Cli;

/// <summary>
/// Where output goes. Results go to <see cref="Out"/>; progress and logs go to <see cref="Error"/>. Colours and live
/// progress only where a terminal shows them and NO_COLOR is not set.
/// </summary>
internal sealed class Terminal
{
    private readonly bool _fancyOut;
    private readonly bool _fancyError;

    public Terminal(TextWriter output, TextWriter error, bool fancyOut = false, bool fancyError = false)
    {
        Out = output;
        Error = error;
        _fancyOut = fancyOut;
        _fancyError = fancyError;
        Results = Create(output, fancyOut);
        Log = Create(error, fancyError);
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Renders results.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Renders progress and notes.</summary>
    public IAnsiConsole Log { get; }

    /// <summary>Dates what is recorded.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether progress bars can move.</summary>
    public bool ShowsProgress => _fancyError;

    /// <summary>Whether results are coloured.</summary>
    public bool HasColour => _fancyOut;

    public static Terminal ForProcess()
    {
        bool colour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Terminal(
            Console.Out, Console.Error, colour && !Console.IsOutputRedirected, colour && !Console.IsErrorRedirected);
    }

    public void Fail(string message) => Error.WriteLine("movierec: " + message);

    public void Note(string message) => Error.WriteLine(message);

    private static IAnsiConsole Create(TextWriter writer, bool fancy)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = fancy ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = fancy ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = fancy ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!fancy)
        {
            // A pipe has no width: do not fold lines that a script will read.
            console.Profile.Width = 160;
        }

        return console;
    }
}
