using System.Text.RegularExpressions;

namespace MovieRec.Docs.Tests;

/// <summary>Relative links of every page lead to a file or folder of the repository.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Pages_RelativeLinks_Exist()
    {
        List<string> broken = [];
        int links = 0;
        foreach (string page in Repository.Pages())
        {
            foreach (Match match in Link().Matches(File.ReadAllText(page)))
            {
                string target = match.Groups[1].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal))
                {
                    continue;
                }

                links++;
                string path = Path.Combine(Path.GetDirectoryName(page)!, target);
                if (!File.Exists(path) && !Directory.Exists(path))
                {
                    broken.Add($"{Path.GetRelativePath(Repository.Root, page)}: {target}");
                }
            }
        }

        Assert.True(links > 10, $"only {links} links were found; the pattern no longer fits");
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
