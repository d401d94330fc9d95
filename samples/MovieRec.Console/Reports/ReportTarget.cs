using System.Text;

namespace MovieRec.Cli.Reports;

/// <summary>Where the page goes, and the users whose lists it shows; none leaves the choice to it.</summary>
internal sealed record ReportTarget(string Path, IReadOnlyList<string> Users)
{
    /// <summary>Fails before anything is measured.</summary>
    public static string Check(string path)
    {
        string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        return folder is null || !Directory.Exists(folder) || Directory.Exists(path)
            ? throw new UsageException($"--report {path}: expected a file in a folder that exists.")
            : path;
    }

    public void Write(CliContext context, ReportPage page)
    {
        File.WriteAllText(Path, HtmlPage.Render(page), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        context.Terminal.Note($"Report: {Path}");
    }
}
