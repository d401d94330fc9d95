namespace MovieRec.Architecture.Tests;

/// <summary>
/// Who may reference whom: Core nobody; Ann, Eval and Data only Core; only Serving knows them all. Packages are listed
/// one by one, because each of them becomes a dependency of every application that takes the library.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string[] Everything = ["MovieRec.Core", "MovieRec.Ann", "MovieRec.Data", "MovieRec.Eval"];

    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["MovieRec.Core"] = new([],
        [
            "System.Numerics.Tensors", "System.IO.Hashing", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
        ]),
        ["MovieRec.Ann"] = new(["MovieRec.Core"], []),
        ["MovieRec.Eval"] = new(["MovieRec.Core"], []),
        // Snappier and ZstdSharp come with Parquet.Net; foreign factor files are decompressed page by page through them.
        ["MovieRec.Data"] = new(["MovieRec.Core"], ["Parquet.Net", "Snappier", "Sylvan.Data.Csv", "System.IO.Hashing", "ZstdSharp.Port"]),
        ["MovieRec.Serving"] = new(Everything,
        [
            "Microsoft.Data.Sqlite", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Diagnostics.HealthChecks",
            "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
        ]),
        ["MovieRec.Extensions.AI"] = new(["MovieRec.Core"], ["Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.VectorData.Abstractions"]),
    };

    public static TheoryData<string> LibraryNames() => [.. Library.All.Select(l => l.Name)];

    [Fact]
    public void Libraries_AreFoundAndHaveARule()
    {
        Assert.Contains("MovieRec.Core", LibraryNames().Select(row => row.Data));
        Assert.All(Library.All, library => Assert.True(Rules.ContainsKey(library.Name), $"{library.Name} has no rule: add one on purpose."));
    }

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void Assembly_ReferencesOnlyWhatItMay(string name)
    {
        Library library = Library.All.Single(l => l.Name == name);
        // What a referenced project brings along may be used as well.
        string[] allowed =
        [
            .. Rules[name].Projects,
            .. Rules[name].Packages.Concat(Rules[name].Projects.SelectMany(p => Rules[p].Packages)).Select(AssemblyOf).Distinct(),
        ];

        string[] foreign =
        [
            .. library.References().Where(r => !allowed.Contains(r, StringComparer.Ordinal) && !IsFramework(r)),
        ];

        Assert.True(foreign.Length == 0, $"{name} references {string.Join(", ", foreign)}; allowed: {string.Join(", ", allowed)}.");
    }

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void Project_NamesOnlyAllowedPackagesAndProjects(string name)
    {
        // References that no code uses do not show in the assembly, but they do in the package.
        Library library = Library.All.Single(l => l.Name == name);

        Assert.Empty(library.Packages.Except(Rules[name].Packages));
        Assert.Empty(library.Projects.Except(Rules[name].Projects));
    }

    private static bool IsFramework(string assembly) =>
        assembly is "netstandard" or "System.Private.CoreLib"
        || (assembly.StartsWith("System.", StringComparison.Ordinal) && File.Exists(Path.Combine(FrameworkFolder, assembly + ".dll")));

    private static string FrameworkFolder => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Where the assembly is not called like its package.</summary>
    private static string AssemblyOf(string package) => package switch
    {
        "Parquet.Net" => "Parquet",
        "ZstdSharp.Port" => "ZstdSharp",
        _ => package,
    };

    private sealed record Rule(string[] Projects, string[] Packages);
}
