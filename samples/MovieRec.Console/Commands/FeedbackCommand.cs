using System.CommandLine;
using System.Globalization;
using MovieRec.Cli.Rendering;
using MovieRec.Eval;
using MovieRec.Serving;

namespace MovieRec.Cli.Commands;

/// <summary><c>feedback report</c>: does the recommender beat popularity on clicks and saves? Read from the log of an application.</summary>
internal static class FeedbackCommand
{
    public static Command Create(SharedOptions shared)
    {
        Command command = new("feedback", "Read the feedback log of an application.");
        command.Add(Report(shared));
        return command;
    }

    private static Command Report(SharedOptions shared)
    {
        Option<string> log = new("--log") { Description = "The log's database file; the application may go on writing.", Required = true };
        Option<string?> exports = new("--exports") { Description = "Folder of exported events, read as well." };
        Option<string> control = new("--control") { Description = "The control arm. Default popularity.", DefaultValueFactory = static _ => "popularity" };
        Option<string> shares = new("--shares") { Description = "Planned share of people in each variant: popularity=0.5,model=0.5.", Required = true };
        Command command = new("report", "Click and save rates of each variant against the control, with intervals, or why they cannot be told.");
        command.Options.Add(log);
        command.Options.Add(exports);
        command.Options.Add(control);
        command.Options.Add(shares);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            Dictionary<string, double> plan = Shares(parsed.GetValue(shares)!);
            string path = parsed.GetValue(log)!;
            string? folder = parsed.GetValue(exports);
            string name = parsed.GetValue(control)!;
            return FeedbackLogFile.ReadItemIdKind(path) switch
            {
                IdKind.String => Run<string>(context, path, folder, name, plan),
                IdKind.Guid => Run<Guid>(context, path, folder, name, plan),
                _ => Run<long>(context, path, folder, name, plan),
            };
        });
        return command;
    }

    private static int Run<TItemId>(CliContext context, string path, string? folder, string control, Dictionary<string, double> shares)
        where TItemId : notnull
    {
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new UsageException($"--exports {folder}: there is no such folder.");
        }

        IEnumerable<FeedbackRecord<TItemId>> records = FeedbackLogFile.Read<TItemId>(path);
        if (folder is not null)
        {
            records = records.Concat(new FeedbackExport<TItemId>(folder).ReadAll(context.CancellationToken)).DistinctBy(static r => r.Id);
        }

        ImpressionLog<TItemId> log = ImpressionLog.Join(records.Select(static r => r.Event));
        VariantReport report = VariantComparison.Compare(log, control, shares);
        if (context.Json)
        {
            context.WriteJson(json => FeedbackView.Write(json, log.Counts, report));
        }
        else
        {
            FeedbackView.Print(context.Terminal.Out, log.Counts, report);
        }

        return ExitCodes.Done;
    }

    private static Dictionary<string, double> Shares(string text)
    {
        Dictionary<string, double> shares = new(StringComparer.Ordinal);
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = part.LastIndexOf('=');
            if (equals < 1 || !double.TryParse(part.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double share) || !shares.TryAdd(part[..equals], share))
            {
                throw new UsageException($"--shares {text}: expected VARIANT=SHARE,… with each variant once, such as popularity=0.5,model=0.5.");
            }
        }

        return shares;
    }
}
