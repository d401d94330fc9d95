using System.CommandLine;
using MovieRec.Data;

namespace MovieRec.Cli.Experiments;

/// <summary><c>--log FOLDER</c>: where a verb records what it measured.</summary>
internal sealed class LogOption
{
    private readonly Option<string?> _log = new("--log") { Description = "Add what was measured to the experiment log in this folder (created when missing); see the verb log." };

    public void AddTo(Command command) => command.Options.Add(_log);

    /// <summary>The log, or null; checked before anything is measured.</summary>
    public ExperimentRecorder? Read(ParseResult parsed, CliContext context) => parsed.GetValue(_log) is not { } folder ? null
        : File.Exists(folder) ? throw new UsageException($"--log {folder}: this is a file; the experiment log is a folder.")
        : new ExperimentRecorder(new ExperimentFolder(folder), context.Terminal.Clock, context.Seed, context.Terminal);
}
