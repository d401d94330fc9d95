using System.Globalization;
using System.Text.RegularExpressions;

namespace MovieRec.Tests.Persistence;

/// <summary>docs/model-file.md names every section that is written, and no other.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void ModelFilePage_NamesExactlyTheSectionsThatAreWritten()
    {
        HashSet<string> written = [];
        foreach (SampleShape shape in new[] { SampleShape.All, SampleShape.None })
        {
            written.UnionWith(Sections(SampleData.Als<int, string>(shape, new InteractionOptions { Weighting = InteractionWeighting.Rating })));
            written.UnionWith(Sections(SampleData.Als<string, Guid>(shape)));
        }

        string page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "model-file.md"));
        HashSet<string> documented = [];
        foreach (string line in page.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)))
        {
            string[] cells = line.Split('|');
            foreach (Match name in Quoted().Matches(cells[1]))
            {
                documented.UnionWith(Parts(name.Groups[1].Value, cells[2]));
            }
        }

        // Weights of what was seen are never written today: seen rows carry weight 1. A reader accepts them.
        documented.Remove("seen.weights");
        Assert.Equal(documented.Order(), written.Order());
    }

    [Fact]
    public void ModelFilePage_LimitsAreThoseOfTheCode()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "model-file.md"));

        Assert.Contains($"at most {ContainerLayout.MaximumSectionCount.ToString("N0", CultureInfo.InvariantCulture)}", page, StringComparison.Ordinal);
        Assert.Contains($"1 to {ContainerLayout.MaximumNameLength} bytes", page, StringComparison.Ordinal);
        Assert.Contains($"| 8 | 2 | major version, {ContainerLayout.MajorVersion}.", page, StringComparison.Ordinal);
        Assert.Contains($"| 10 | 2 | minor version, {ContainerLayout.MinorVersion}.", page, StringComparison.Ordinal);
        Assert.Contains($"`{string.Join(' ', ContainerLayout.Magic.ToArray().Select(b => b.ToString("X2", CultureInfo.InvariantCulture)))}`", page, StringComparison.Ordinal);
    }

    /// <summary>The sections behind one documented name: texts are two, term columns four, prefixes none of their own.</summary>
    private static IEnumerable<string> Parts(string name, string contents) =>
        name.Contains('…', StringComparison.Ordinal) ? []
        : contents.Contains("….terms", StringComparison.Ordinal) ? [name + ".terms.starts", name + ".terms.utf8", name + ".starts", name + ".entries"]
        : name.EndsWith(".ids", StringComparison.Ordinal) ? [name, name + ".starts", name + ".utf8"]
        : contents.Trim() == "texts" ? [name + ".starts", name + ".utf8"]
        : [name];

    private static IEnumerable<string> Sections<TUserId, TItemId>(Recommender<TUserId, TItemId> model)
        where TUserId : notnull
        where TItemId : notnull
    {
        using TemporaryFolder folder = new();
        model.Save(folder.File("m.mrec"));
        using ModelFile file = ModelFile.Open(folder.File("m.mrec"));
        return [.. file.Sections.Select(s => s.Name[(s.Name.IndexOf('/', StringComparison.Ordinal) + 1)..])];
    }

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MovieRec.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No MovieRec.sln above the test.");
        }

        return folder;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
