namespace MovieRec.Data.Tests.Folders;

public sealed class DataSetFolderCrashTests : IDisposable
{
    private static readonly MovieDataSet<long, long> Old = TestDataSets.Numbers(1, 20, 20, 100);
    private static readonly MovieDataSet<long, long> New = TestDataSets.Numbers(2, 25, 30, 200);
    private readonly TemporaryFolder _temporary = new();

    private string Folder => _temporary["set"];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Write_OverExisting_ReplacesItAndLeavesNothingElse()
    {
        DataSetFolder.Write(Folder, Old);
        DataSetFolder.Write(Folder, New);
        TestDataSets.AssertEqual(New, DataSetFolder.Read<long, long>(Folder));
        DataSetManifest manifest = DataSetFolder.Verify(Folder);
        Assert.Equal([.. manifest.Files.Select(static f => f.Name).Append("dataset.json").Order(StringComparer.Ordinal)], _temporary.Names("set"));
    }

    [Fact]
    public void Read_CrashBeforeTheManifestWasRenamed_IsTheOldDataSet()
    {
        DataSetFolder.Write(Folder, Old);
        DataSetManifest manifest = DataSetFolder.Write(_temporary["other"], New);

        // The state of the disk when the machine stops just before the commit: new files staged, manifest temporary.
        foreach (DataSetFile file in manifest.Files)
        {
            File.Copy(Path.Combine(_temporary["other"], file.Name), Path.Combine(Folder, FolderFiles.Staged(file.Name, file.Checksum)));
        }

        File.Copy(_temporary["other/dataset.json"], Path.Combine(Folder, $"dataset.json.{Guid.NewGuid():N}.tmp"));
        TestDataSets.AssertEqual(Old, DataSetFolder.Read<long, long>(Folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_CrashAfterTheManifestWasRenamed_IsTheNewDataSet(int renamed)
    {
        StateAfterCommit(renamed);
        TestDataSets.AssertEqual(New, DataSetFolder.Read<long, long>(Folder));
        DataSetFolder.Verify(Folder);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Write_AfterSuchACrash_PublishesAndTidiesUp(int renamed)
    {
        StateAfterCommit(renamed);
        MovieDataSet<long, long> third = TestDataSets.Numbers(3, 5, 6, 7, InteractionColumns.None);
        DataSetFolder.Write(Folder, third);
        TestDataSets.AssertEqual(third, DataSetFolder.Read<long, long>(Folder));
        DataSetManifest manifest = DataSetFolder.Verify(Folder);
        Assert.Equal(manifest.Files.Count + 1, _temporary.Names("set").Length);
    }

    [Fact]
    public void Write_CancelledOverExisting_LeavesTheOldDataSet()
    {
        DataSetFolder.Write(Folder, Old);
        using CancellationTokenSource cancellation = new();
        using (DataSetWriter<long, long> writer = new(Folder, New.Items, InteractionColumns.None, cancellation.Token))
        {
            writer.AddUser(1, [0, 1]);
            cancellation.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => writer.Complete());
        }

        TestDataSets.AssertEqual(Old, DataSetFolder.Read<long, long>(Folder));
        Assert.DoesNotContain(_temporary.Names("set"), static n => n.EndsWith(".tmp", StringComparison.Ordinal) || n.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_CancelledNew_LeavesNoFolder()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => DataSetFolder.Write(Folder, Old, null, new CancellationToken(canceled: true)));
        Assert.Empty(_temporary.Names());
    }

    [Fact]
    public void Write_FolderWithOtherFiles_IsRefusedAndUntouched()
    {
        Directory.CreateDirectory(Folder);
        _temporary.Write("set/ratings.csv", "userId,movieId\n");
        Assert.Contains("not empty", Assert.Throws<IOException>(() => DataSetFolder.Write(Folder, Old)).Message, StringComparison.Ordinal);
        Assert.Equal(["ratings.csv"], _temporary.Names("set"));
    }

    [Fact]
    public void Write_FolderWithForeignManifest_IsRefusedAndUntouched()
    {
        Directory.CreateDirectory(Folder);
        _temporary.Write("set/dataset.json", "{ \"name\": \"someone else's\" }");
        Assert.Throws<IOException>(() => DataSetFolder.Write(Folder, Old));
        Assert.Equal(["dataset.json"], _temporary.Names("set"));
        Assert.StartsWith("{ \"name\"", File.ReadAllText(_temporary["set/dataset.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_DamagedDataSet_IsReplaced()
    {
        DataSetFolder.Write(Folder, Old);
        string path = Path.Combine(Folder, "dataset.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"users\"", "\"losers\"", StringComparison.Ordinal));
        Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(Folder));
        DataSetFolder.Write(Folder, New);
        TestDataSets.AssertEqual(New, DataSetFolder.Read<long, long>(Folder));
    }

    /// <summary>The manifest is the new one; so many of the files already have their plain names.</summary>
    private void StateAfterCommit(int renamed)
    {
        DataSetFolder.Write(Folder, Old);
        DataSetManifest manifest = DataSetFolder.Write(_temporary["other"], New);
        for (int i = 0; i < manifest.Files.Count; i++)
        {
            DataSetFile file = manifest.Files[i];
            string name = i < renamed ? file.Name : FolderFiles.Staged(file.Name, file.Checksum);
            File.Copy(Path.Combine(_temporary["other"], file.Name), Path.Combine(Folder, name), overwrite: true);
        }

        File.Copy(_temporary["other/dataset.json"], Path.Combine(Folder, "dataset.json"), overwrite: true);
    }
}
