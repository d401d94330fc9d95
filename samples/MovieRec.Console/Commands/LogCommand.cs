using System.CommandLine;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Commands;

/// <summary><c>log</c>: the experiment log as Markdown, CSV or JSON; damaged parts are named and the rest is shown.</summary>
internal static class LogCommand
{
    public static Command Create(SharedOptions shared)
    {
        Option<string> folder = new("--log") { Description = "The folder of the experiment log.", Required = true };
        Option<string> export = new("--export") { Description = "md (default) or csv.", DefaultValueFactory = static _ => "md" };
        Option<string?> variant = new("--variant") { Description = "Only this variant." };
        Option<string?> output = new("--out") { Description = "A file to write instead of standard output." };
        Command command = new("log", "Show the experiment log, as Markdown or CSV; exit code 1 when a part of it is damaged.");
        foreach (Option option in new Option[] { folder, export, variant, output })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            string format = parsed.GetValue(export)!;
            if (format is not ("md" or "csv"))
            {
                throw new UsageException($"--export {format}: expected md or csv.");
            }

            string path = parsed.GetValue(folder)!;
            if (!Directory.Exists(path))
            {
                throw new UsageException($"--log {path}: there is no such folder.");
            }

            ExperimentLogContent content = new ExperimentFolder(path).Read(context.CancellationToken);
            ExperimentEntry[] entries = [.. content.Entries.Where(e => parsed.GetValue(variant) is not { } wanted || e.Variant == wanted)];
            if (context.Json)
            {
                context.WriteJson(json => LogJson.Write(json, entries, content.Damage));
            }
            else if (parsed.GetValue(output) is { } target)
            {
                TrainCommand.CheckTarget(target);
                using StreamWriter file = new(target);
                Write(file, format, entries);
            }
            else
            {
                Write(context.Terminal.Out, format, entries);
            }

            foreach (ExperimentDamage damage in content.Damage)
            {
                context.Terminal.Note($"Damaged: {damage.Place}: {damage.Reason}");
            }

            return content.Damage.Count == 0 ? ExitCodes.Done : ExitCodes.GateFailed;
        });
        return command;
    }

    private static void Write(TextWriter output, string format, ExperimentEntry[] entries)
    {
        if (format == "csv")
        {
            ExperimentExport.WriteCsv(output, entries);
        }
        else
        {
            ExperimentExport.WriteMarkdown(output, entries);
        }
    }
}
