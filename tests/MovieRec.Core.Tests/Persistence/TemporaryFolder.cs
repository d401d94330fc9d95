namespace MovieRec.Tests.Persistence;

/// <summary>A folder of a test's own, removed at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Root = Directory.CreateTempSubdirectory("movierec-test-").FullName;
    }

    public string Root { get; }

    public string File(string name) => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
