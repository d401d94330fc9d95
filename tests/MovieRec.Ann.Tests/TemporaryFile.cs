namespace MovieRec.Ann.Tests;

/// <summary>A file that is removed at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"movierec-{Guid.NewGuid():N}.mrec");

    public void Dispose() => File.Delete(Path);
}
