using System.CommandLine;

namespace MovieRec.Cli.Commands;

/// <summary><c>data</c>: what to do with data sets before a model sees them.</summary>
internal static class DataCommand
{
    public static Command Create(SharedOptions shared)
    {
        Command command = new("data", "Check, convert, fetch, generate and embed data sets; list their terms.");
        command.Add(DataQualityCommand.Create(shared));
        command.Add(DataConvertCommand.Create(shared));
        command.Add(DataLicencesCommand.Create(shared));
        command.Add(DataDownloadCommand.Create(shared));
        command.Add(DataSynthCommand.Create(shared));
        command.Add(DataEmbedCommand.Create(shared));
        return command;
    }
}
