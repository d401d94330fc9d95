using System.CommandLine;
using MovieRec.Cli.Rendering;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>data download NAME</c>: shows the terms, and fetches a data set once they are accepted.</summary>
internal static class DataDownloadCommand
{
    public static Command Create(SharedOptions shared)
    {
        Argument<string> name = new("name") { Description = "A data set of `data licences`, such as ml-latest-small." };
        Option<bool> accept = new("--accept-licence") { Description = "You have read the terms and accept them." };
        Option<string> output = new("--out") { Description = "The folder to write: new or empty.", Required = true };
        Option<string?> from = new("--from") { Description = "Another address of the same archive, such as a mirror; the checksum decides." };
        Command command = new("download", "Fetch a known data set after showing its terms; verifies the checksum.");
        command.Arguments.Add(name);
        command.Options.Add(accept);
        command.Options.Add(output);
        command.Options.Add(from);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            string asked = parsed.GetValue(name)!;
            DataSetLicence licence = DataSetLicences.Find(asked)
                ?? throw new UsageException($"{asked}: there is no such data set; there are {string.Join(", ", DataSetLicences.All.Select(static l => l.Name))}.");
            LicenceView.Print(context.Terminal.Error, licence);
            if (!parsed.GetValue(accept))
            {
                throw new UsageException($"{licence.Name} was not downloaded: read the terms above and accept them with --accept-licence.");
            }

            Uri? address = parsed.GetValue(from) is not { } text ? null
                : Uri.TryCreate(text, UriKind.Absolute, out Uri? given) && given.Scheme is "http" or "https" ? given
                : throw new UsageException($"--from {text}: expected an http or https address.");
            return Download(context, licence, parsed.GetValue(output)!, address);
        });
        return command;
    }

    private static int Download(CliContext context, DataSetLicence licence, string folder, Uri? address)
    {
        using HttpClient client = new() { Timeout = TimeSpan.FromMinutes(30) };
        string verified = context.WithProgress("Downloading " + licence.Name, report => new DataSetDownload(client).RunAsync(
            licence,
            folder,
            address,
            new InlineProgress<DataSetProgress>(p => report(p.Rows, p.TotalRows, "bytes")),
            context.CancellationToken).GetAwaiter().GetResult());
        if (context.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("name", licence.Name);
                json.WriteString("out", folder);
                json.WriteString("verified", verified.Length > 0 ? verified : null);
                json.WriteEndObject();
            });
        }
        else
        {
            context.Terminal.Out.WriteLine($"{folder}: {licence.Name}, {(verified.Length > 0 ? verified + " verified" : "checksum UNKNOWN, not verified")}.");
        }

        return ExitCodes.Done;
    }
}
