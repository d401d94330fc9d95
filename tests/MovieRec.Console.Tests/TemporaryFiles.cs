namespace MovieRec.Cli.Tests;

/// <summary>A folder of one test, removed afterwards.</summary>
internal sealed class TemporaryFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("movierec-tests-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string Write(string name, params string[] lines)
    {
        File.WriteAllLines(Path(name), lines);
        return Path(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
