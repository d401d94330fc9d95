namespace MovieRec.Docs.Tests;

/// <summary>Files of the repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath)).ReplaceLineEndings("\n");

    /// <summary>README and every page under docs and samples.</summary>
    public static IEnumerable<string> Pages() =>
    [
        .. Directory.EnumerateFiles(Root, "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(Root, "samples"), "*.md", SearchOption.AllDirectories)
            .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "MovieRec.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
