using System.Reflection;
using System.Reflection.Metadata;

namespace MovieRec.Architecture.Tests;

/// <summary>What every public type of the libraries has in common, read from metadata.</summary>
public sealed class ShapeTests
{
    public static TheoryData<string> LibraryNames() => ReferenceTests.LibraryNames();

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void PublicTypes_AreInTheLibrarysNamespace(string name)
    {
        string expected = name == "MovieRec.Core" ? "MovieRec" : name;

        AssertNone(name, (reader, type) =>
        {
            string ns = reader.GetString(type.Namespace);
            string typeName = reader.GetString(type.Name);
            bool extension = ns == "Microsoft.Extensions.DependencyInjection" && typeName.EndsWith("Extensions", StringComparison.Ordinal);
            return Library.IsVisible(reader, type) && type.GetDeclaringType().IsNil && ns != expected && !extension
                ? $"is not in {expected}"
                : null;
        });
    }

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void PublicTypes_HaveNoMutableFields(string name) => AssertNone(name, (reader, type) =>
        Library.IsVisible(reader, type)
            ? Fields(reader, type, f => (f & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem
                && !IsReadOnly(f)
                && !f.HasFlag(FieldAttributes.RTSpecialName))
            : null);

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void AllTypes_HaveNoStaticMutableState(string name) => AssertNone(name, (reader, type) =>
        // Caches of lambdas are the compiler's (their types and fields have names that no source can have).
        Library.FullName(reader, type).Contains('<', StringComparison.Ordinal)
            ? null
            : Fields(reader, type, f => f.HasFlag(FieldAttributes.Static) && !IsReadOnly(f)));

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void PublicClasses_AreSealedStaticOrAbstract(string name) => AssertNone(name, (reader, type) =>
        Library.IsVisible(reader, type)
        && (type.Attributes & (TypeAttributes.Interface | TypeAttributes.Sealed | TypeAttributes.Abstract)) == 0
            ? "is open to derivation"
            : null);

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void PublicApiFiles_AreThereAndRemoveNothing(string name)
    {
        Library library = Library.All.Single(l => l.Name == name);
        foreach (string file in new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" })
        {
            string[] lines = File.ReadAllLines(Path.Combine(library.Folder, file));

            Assert.Equal("#nullable enable", lines[0]);
            Assert.DoesNotContain(lines, line => line.StartsWith("*REMOVED*", StringComparison.Ordinal));
            Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void Rules_FindWhatTheyLookFor()
    {
        // The rules above say "none"; this says that they can see at all.
        Library core = Library.All.Single(l => l.Name == "MovieRec.Core");
        int visible = core.Read(reader => reader.TypeDefinitions.Count(h => Library.IsVisible(reader, reader.GetTypeDefinition(h))));
        int fields = core.Read(reader => reader.TypeDefinitions.Sum(h => reader.GetTypeDefinition(h).GetFields().Count));

        Assert.InRange(visible, 60, 1000);
        Assert.InRange(fields, 200, 10000);
        Assert.Contains("System.Numerics.Tensors", core.References());
    }

    private static bool IsReadOnly(FieldAttributes field) => field.HasFlag(FieldAttributes.InitOnly) || field.HasFlag(FieldAttributes.Literal);

    private static string? Fields(MetadataReader reader, TypeDefinition type, Func<FieldAttributes, bool> isBad)
    {
        string[] bad =
        [
            .. type.GetFields().Select(reader.GetFieldDefinition)
                .Where(f => isBad(f.Attributes) && !reader.GetString(f.Name).StartsWith("<>", StringComparison.Ordinal))
                .Select(f => reader.GetString(f.Name)),
        ];
        return bad.Length == 0 ? null : $"has {string.Join(", ", bad)}";
    }

    private static void AssertNone(string name, Func<MetadataReader, TypeDefinition, string?> problem)
    {
        Library library = Library.All.Single(l => l.Name == name);
        string[] problems = library.Read(reader => reader.TypeDefinitions
            .Select(reader.GetTypeDefinition)
            .Select(type => (Name: Library.FullName(reader, type), Problem: problem(reader, type)))
            .Where(t => t.Problem is not null)
            .Select(t => $"{t.Name} {t.Problem}")
            .ToArray());

        Assert.True(problems.Length == 0, string.Join(Environment.NewLine, problems));
    }
}
