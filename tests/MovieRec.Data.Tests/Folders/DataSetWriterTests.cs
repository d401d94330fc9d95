namespace MovieRec.Data.Tests.Folders;

public sealed class DataSetWriterTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Complete_UserByUser_IsReadBack()
    {
        using (DataSetWriter<long, string> writer = new(_temporary["set"], IdMap<string>.Create(["a", "b", "c"])))
        {
            writer.AddUser(3, [1, 0], [4f, 2.5f], [10, 20]);
            writer.AddUser(4, [], [], []);
            writer.AddUser(9, [2], [5f], [0]);
            Assert.Equal(3, writer.Count);
            Assert.Equal(3, writer.UserCount);
            writer.Complete(info: new DataSetInfo { Name = "x" });
        }

        MovieDataSet<long, string> data = DataSetFolder.Read<long, string>(_temporary["set"]);
        Assert.Equal([3L, 4, 9], data.Users.Ids.ToArray());
        Assert.Equal([0, 0, 2], data.Log.Users.ToArray());
        Assert.Equal([1, 0, 2], data.Log.Items.ToArray());
        Assert.Equal([4f, 2.5f, 5f], data.Log.Ratings.ToArray());
        Assert.Equal([10L, 20, 0], data.Log.Timestamps.ToArray());
        Assert.Equal("x", data.Info.Name);
    }

    [Fact]
    public void AddUser_BrokenRules_AreRefused()
    {
        AssertRefused(static w => w.AddUser(5, [0], [1f], [1]), "ascend");
        AssertRefused(static w => w.AddUser(4, [0], [1f], [1]), "ascend");
        AssertRefused(static w => w.AddUser(6, [0, 1], [1f, 1f], [2, 1]), "sorted");
        AssertRefused(static w => w.AddUser(6, [1, 0], [1f, 1f], [2, 2]), "sorted");
        AssertRefused(static w => w.AddUser(6, [0, 1, 0], [1f, 1f, 1f], [1, 2, 3]), "once");
        AssertRefused(static w => w.AddUser(6, [2], [1f], [1]), "outside");
        AssertRefused(static w => w.AddUser(6, [-1], [1f], [1]), "outside");
        AssertRefused(static w => w.AddUser(6, [0], [float.NaN], [1]), "finite");
        AssertRefused(static w => w.AddUser(6, [0], [1f], [-1]), "timestamp");
        AssertRefused(static w => w.AddUser(6, [0], [], [1]), "columns");
        AssertRefused(static w => w.AddUser(6, [0], [1f]), "columns");
    }

    [Fact]
    public void Dispose_WithoutComplete_LeavesNothing()
    {
        using (DataSetWriter<long, long> writer = new(_temporary["set"], IdMap<long>.Create([1, 2])))
        {
            writer.AddUser(1, [0, 1], [1f, 1f], [1, 1]);
        }

        Assert.Empty(_temporary.Names());
    }

    [Fact]
    public void AddUser_AfterComplete_IsRefused()
    {
        using DataSetWriter<long, long> writer = new(_temporary["set"], IdMap<long>.Create([1]), InteractionColumns.None);
        writer.Complete();
        Assert.Throws<ObjectDisposedException>(() => writer.AddUser(1, [0]));
        Assert.Throws<ObjectDisposedException>(() => writer.Complete());
    }

    private void AssertRefused(Action<DataSetWriter<long, long>> add, string reason)
    {
        using DataSetWriter<long, long> writer = new(_temporary["set"], IdMap<long>.Create([10, 20]));
        writer.AddUser(5, [0, 1], [1f, 1f], [1, 1]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => add(writer));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
