using System.CommandLine;
using MovieRec.Cli.Data;
using MovieRec.Cli.Experiments;
using MovieRec.Cli.Gate;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Commands;

/// <summary><c>gate</c>: may this model go live? Exit code 1 and each reason when not.</summary>
internal static class GateCommand
{
    public static Command Create(SharedOptions shared)
    {
        Option<string> path = new("--config") { Description = "The conditions and what to judge: a gate.json.", Required = true };
        Command command = new("gate", "Measure a model against the conditions of a launch; exit code 1 and each reason when it may not go live.");
        LogOption log = new();
        command.Options.Add(path);
        log.AddTo(command);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            GatePlan plan = Plan(parsed.GetValue(path)!);
            return DataSources.Open(plan.Data, plan.Catalog, new ImportOptions(), context, new GateDataSet(context, plan, log.Read(parsed, context)));
        });
        return command;
    }

    private static GatePlan Plan(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"--config {path}: there is no such file.");
        }

        try
        {
            return GatePlan.Create(GateConfig.Load(path), path);
        }
        catch (FormatException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
