using System.CommandLine;

namespace MovieRec.Cli.Reports;

/// <summary><c>--report FILE.html</c> and <c>--report-users ID,ID</c>.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _report = new("--report") { Description = "Write one self-contained HTML page: tables, plots, slices, latency, lists side by side." };

    private readonly Option<string?> _users = new("--report-users") { Description = "Users whose lists the page shows, comma-separated. Default three of different activity." };

    public void AddTo(Command command)
    {
        command.Options.Add(_report);
        command.Options.Add(_users);
    }

    public ReportTarget? Read(ParseResult parsed)
    {
        string? users = parsed.GetValue(_users);
        if (parsed.GetValue(_report) is not { } path)
        {
            return users is null ? null : throw new UsageException("--report-users goes with --report.");
        }

        return new ReportTarget(ReportTarget.Check(path), users is null ? [] : users.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
