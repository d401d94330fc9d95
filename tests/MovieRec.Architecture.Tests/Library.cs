using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace MovieRec.Architecture.Tests;

/// <summary>One library under src/: its built assembly, read as metadata without loading it, and its project file.</summary>
internal sealed class Library
{
    private Library(string name, string folder)
    {
        Name = name;
        Folder = folder;
        AssemblyPath = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        XElement project = XElement.Load(Path.Combine(folder, name + ".csproj"));
        Packages = [.. Includes(project, "PackageReference")];
        Projects = [.. Includes(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))];
    }

    public string Name { get; }

    public string Folder { get; }

    public string AssemblyPath { get; }

    public IReadOnlyList<string> Packages { get; }

    public IReadOnlyList<string> Projects { get; }

    /// <summary>The folder of the solution, found upwards from the test's output.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Library> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Root, "src"))
            .Where(folder => Directory.GetFiles(folder, "*.csproj").Length == 1)
            .Order(StringComparer.Ordinal)
            .Select(folder => new Library(Path.GetFileName(folder), folder)),
    ];

    public T Read<T>(Func<MetadataReader, T> read)
    {
        using FileStream stream = File.OpenRead(AssemblyPath);
        using PEReader file = new(stream);
        return read(file.GetMetadataReader());
    }

    public IReadOnlyList<string> References() => Read(reader => reader.AssemblyReferences
        .Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToArray());

    /// <summary>Full name of a type; nested ones behind a plus sign.</summary>
    public static string FullName(MetadataReader reader, TypeDefinition type)
    {
        string name = reader.GetString(type.Name);
        return type.GetDeclaringType().IsNil
            ? $"{reader.GetString(type.Namespace)}.{name}"
            : $"{FullName(reader, reader.GetTypeDefinition(type.GetDeclaringType()))}+{name}";
    }

    public static bool IsVisible(MetadataReader reader, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic => IsVisible(reader, reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static IEnumerable<string> Includes(XElement project, string element) =>
        project.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "MovieRec.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"No MovieRec.sln above {AppContext.BaseDirectory}.");
    }
}
