using System.CommandLine;
using MovieRec.Cli.Rendering;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>data licences</c>: what is known about public data sets and their terms.</summary>
internal static class DataLicencesCommand
{
    public static Command Create(SharedOptions shared)
    {
        Command command = new("licences", "List the known data sets with their terms, checksums and addresses.");
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            if (context.Json)
            {
                context.WriteJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteStartArray("dataSets");
                    foreach (DataSetLicence licence in DataSetLicences.All)
                    {
                        LicenceView.WriteJson(json, licence);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                });
            }
            else
            {
                foreach (DataSetLicence licence in DataSetLicences.All)
                {
                    LicenceView.Print(context.Terminal.Out, licence);
                    context.Terminal.Out.WriteLine();
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
