using System.Text.RegularExpressions;

namespace MovieRec.Cli.Tests;

/// <summary>Every command that README and docs show is one the program accepts.</summary>
public sealed partial class DocumentationTests
{
    private const string Program = "--project samples/MovieRec.Console -- ";

    [Fact]
    public void Docs_EveryCommandLine_Parses()
    {
        string root = Root(AppContext.BaseDirectory);
        List<string> refused = [];
        int commands = 0;
        foreach (string page in Directory.EnumerateFiles(root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)))
        {
            foreach (string line in File.ReadLines(page))
            {
                int start = line.IndexOf(Program, StringComparison.Ordinal);
                if (start < 0 || line.Contains("VERB", StringComparison.Ordinal))
                {
                    continue;
                }

                commands++;
                string text = line[(start + Program.Length)..].Split('`')[0];
                string[] words = [.. Word().Matches(text).Select(static m => m.Value.Trim('"'))];
                foreach (string error in App.Parse(words).Errors.Select(static e => e.Message))
                {
                    refused.Add($"{Path.GetFileName(page)}: {text}: {error}");
                }
            }
        }

        Assert.True(commands >= 7, $"only {commands} commands were found; the pattern no longer fits");
        Assert.Empty(refused);
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "MovieRec.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    [GeneratedRegex("\"[^\"]*\"|[^\\s\"]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
