using System.Text.Json;

namespace MovieRec.Cli.Tests;

/// <summary>Runs the program as a caller does, with what it printed kept apart.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static CommandLine Run(params string[] args) => Run(TestContext.Current.CancellationToken, args);

    public static CommandLine Run(CancellationToken cancellationToken, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = App.Run(args, new Terminal(output, error), cancellationToken);
        return new CommandLine(code, output.ToString(), error.ToString());
    }

    /// <summary>The one JSON document of a run that must have succeeded.</summary>
    public static JsonElement Json(params string[] args)
    {
        CommandLine run = Run([.. args, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }

    /// <summary>The one line of a call that must have been refused.</summary>
    public static string Refused(params string[] args)
    {
        CommandLine run = Run(args);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        string line = Assert.Single(run.Error.TrimEnd().Split('\n'), static l => l.StartsWith("movierec: ", StringComparison.Ordinal));
        return line;
    }
}
