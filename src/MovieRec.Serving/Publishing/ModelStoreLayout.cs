using System.Globalization;

namespace MovieRec.Serving;

/// <summary>Names in a store: <c>models/00000012-als-1f0c22ab94de/</c>, <c>models/.tmp-…</c>, <c>CURRENT</c>, <c>.lock</c>.</summary>
internal sealed class ModelStoreLayout
{
    public const string ModelFile = "model.mrec";
    public const string ManifestFile = "manifest";
    private const string TemporaryPrefix = ".tmp-";

    public ModelStoreLayout(string root)
    {
        Root = Path.GetFullPath(root);
        Models = Path.Combine(Root, "models");
        Current = Path.Combine(Root, "CURRENT");
        CurrentTemporary = Path.Combine(Root, ".CURRENT.tmp");
        Lock = Path.Combine(Root, ".lock");
    }

    public string Root { get; }

    public string Models { get; }

    public string Current { get; }

    public string CurrentTemporary { get; }

    public string Lock { get; }

    public string FolderOf(string version) => Path.Combine(Models, version);

    public string Temporary(string version) => Path.Combine(Models, TemporaryPrefix + version);

    public void Create() => Directory.CreateDirectory(Models);

    public static string VersionName(long sequence, string modelVersion) =>
        string.Create(CultureInfo.InvariantCulture, $"{sequence:D8}-{modelVersion}");

    /// <summary>The number of a version's name; −1 when it is none.</summary>
    public static long SequenceOf(string version)
    {
        int dash = version.IndexOf('-', StringComparison.Ordinal);
        return dash >= 8 && long.TryParse(version.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) ? sequence : -1;
    }

    /// <summary>Names of complete versions, newest first.</summary>
    public IReadOnlyList<string> Versions() => Directory.Exists(Models)
        ? [.. Directory.GetDirectories(Models).Select(static d => Path.GetFileName(d)).Where(static n => SequenceOf(n) >= 0).OrderByDescending(SequenceOf).ThenByDescending(static n => n, StringComparer.Ordinal)]
        : [];

    public IReadOnlyList<string> Leftovers() => Directory.Exists(Models)
        ? [.. Directory.GetDirectories(Models, TemporaryPrefix + "*")]
        : [];
}
