using System.Text;

namespace MovieRec.Data.Tests;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("movierec-data-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Names of all files and folders inside, ordinal order.</summary>
    public string[] Names(string below = "") =>
        [.. Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, below)).Select(static e => System.IO.Path.GetFileName(e)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
