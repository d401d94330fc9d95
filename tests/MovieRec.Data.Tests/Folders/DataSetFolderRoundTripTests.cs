using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace MovieRec.Data.Tests.Folders;

public sealed class DataSetFolderRoundTripTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Property(MaxTest = 60)]
    public void Read_WhatWasWritten_IsTheSameDataSet(int seed, NonNegativeInt users, NonNegativeInt items, NonNegativeInt rows, byte columns)
    {
        MovieDataSet<long, long> written = TestDataSets.Numbers(
            seed, users.Get % 40, items.Get % 40, rows.Get % 400, (InteractionColumns)(columns % 4));
        string folder = _temporary["set"];
        DataSetFolder.Write(folder, written);
        TestDataSets.AssertEqual(written, DataSetFolder.Read<long, long>(folder));
    }

    [Property(MaxTest = 30)]
    public void Read_TextIds_IsTheSameDataSet(int seed, NonNegativeInt users, NonNegativeInt items, NonNegativeInt rows)
    {
        MovieDataSet<string, string> written = TestDataSets.Texts(seed, users.Get % 40, items.Get % 40, rows.Get % 400);
        string folder = _temporary["set"];
        DataSetFolder.Write(folder, written);
        TestDataSets.AssertEqual(written, DataSetFolder.Read<string, string>(folder));
    }

    [Fact]
    public void Read_IntAndGuidIds_IsTheSameDataSet()
    {
        MovieDataSet<int, Guid> written = TestDataSets.Create(
            3, 12, 20, 90, InteractionColumns.Timestamp, static i => i - 5, static i => new Guid(i, 7, 9, 1, 2, 3, 4, 5, 6, 7, (byte)i));
        DataSetManifest manifest = DataSetFolder.Write(_temporary["set"], written);
        Assert.Equal(IdKind.Int32, manifest.UserIdKind);
        Assert.Equal(IdKind.Guid, manifest.ItemIdKind);
        TestDataSets.AssertEqual(written, DataSetFolder.Read<int, Guid>(_temporary["set"]));
    }

    [Fact]
    public void Read_IntIdsAsLong_KeepsRowsAndOrder()
    {
        MovieDataSet<int, int> written = TestDataSets.Create(
            4, 9, 9, 40, InteractionColumns.RatingAndTimestamp, static i => i * 2, static i => i);
        DataSetFolder.Write(_temporary["set"], written);
        MovieDataSet<long, long> read = DataSetFolder.Read<long, long>(_temporary["set"]);
        Assert.Equal(written.Log.ComputeFingerprint(), read.Log.ComputeFingerprint());
        Assert.Equal([0L, 2, 4, 6, 8, 10, 12, 14, 16], read.Users.Ids.ToArray());
    }

    [Fact]
    public void Read_NumbersAsText_GivesTheSameRowsInTextOrder()
    {
        MovieDataSet<long, long> written = TestDataSets.Numbers(5, 15, 30, 200);
        DataSetFolder.Write(_temporary["set"], written);
        MovieDataSet<string, string> read = DataSetFolder.Read<string, string>(_temporary["set"]);
        Assert.Equal(read.Users.Ids.ToArray().Order(StringComparer.Ordinal), read.Users.Ids.ToArray());
        Assert.Equal(Rows(written), Rows(read));
        read.Items.TryGetIndex("16", out int text);
        written.Items.TryGetIndex(16, out int number);
        Assert.Equal(written.Catalog.GetTitle(number), read.Catalog.GetTitle(text));
    }

    [Fact]
    public void Read_NumbersAsGuid_SaysWhatTheIdsAre()
    {
        DataSetFolder.Write(_temporary["set"], TestDataSets.Numbers(5, 3, 3, 5));
        ArgumentException error = Assert.Throws<ArgumentException>(() => DataSetFolder.Read<Guid, long>(_temporary["set"]));
        Assert.Contains("user ids", error.Message, StringComparison.Ordinal);
        Assert.Contains("Int64", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DataSetFolder.Read<long, int>(_temporary["set"]));
    }

    [Fact]
    public void Read_AppendedIds_KeepTheirIndices()
    {
        IdMap<long> items = IdMap<long>.Create([10, 30]).Append([20, 5]);
        IdMap<long> users = IdMap<long>.Create([7]).Append([3]);
        InteractionLog log = InteractionLog.Create(2, 4, [0, 0, 1], [2, 3, 0], [1f, 2f, 3f], [5L, 5, 5]);
        MovieDataSet<long, long> written = new(users, items, log);
        DataSetFolder.Write(_temporary["set"], written);
        TestDataSets.AssertEqual(written, DataSetFolder.Read<long, long>(_temporary["set"]));
    }

    [Fact]
    public void Read_MoreRowsThanARowGroup_IsTheSameDataSet()
    {
        // 1,200 users of 1,000 rows cross the boundary at a million in the middle of a user.
        const int Users = 1200;
        const int Rows = 1000;
        int[] userColumn = new int[Users * Rows];
        int[] itemColumn = new int[Users * Rows];
        long[] times = new long[Users * Rows];
        for (int i = 0; i < userColumn.Length; i++)
        {
            userColumn[i] = i / Rows;
            itemColumn[i] = i % Rows;
            times[i] = i % Rows / 3;
        }

        InteractionLog log = InteractionLog.Create(Users, Rows, userColumn, itemColumn, timestamps: times);
        IdMap<long> users = IdMap<long>.Create(Enumerable.Range(0, Users).Select(static i => (long)i));
        IdMap<long> items = IdMap<long>.Create(Enumerable.Range(0, Rows).Select(static i => (long)i));
        MovieDataSet<long, long> written = new(users, items, log);
        DataSetFolder.Write(_temporary["set"], written);
        TestDataSets.AssertEqual(written, DataSetFolder.Read<long, long>(_temporary["set"]));
    }

    [Fact]
    public void Read_ManyMoviesWithTheSameText_IsTheSameDataSet()
    {
        // Text that repeats compresses a thousandfold: the reader's limits on what a file may claim must allow it.
        const int Items = 70_000;
        MovieMetadata movie = new() { Title = "The same long title again and again", Genres = ["Drama", "Comedy"], Language = "en" };
        IdMap<long> items = IdMap<long>.Create(Enumerable.Range(0, Items).Select(static i => (long)i));
        MovieDataSet<long, long> written = new(
            IdMap<long>.Create([1]), items, InteractionLog.Create(1, Items, [0], [0]), MovieCatalog.Create(Enumerable.Repeat(movie, Items).ToArray()));
        DataSetFolder.Write(_temporary["set"], written);
        TestDataSets.AssertEqual(written, DataSetFolder.Read<long, long>(_temporary["set"]));
    }

    [Fact]
    public void Read_VeryLongTexts_IsTheSameDataSet()
    {
        // Parquet repeats the smallest and largest text in the page header, which then is longer than usual.
        MovieMetadata[] movies = [.. Enumerable.Range(0, 3).Select(static i => new MovieMetadata { Title = "t", Overview = new string((char)('a' + i), 200_000) })];
        MovieDataSet<long, long> written = new(
            IdMap<long>.Create([1]), IdMap<long>.Create([1, 2, 3]), InteractionLog.Create(1, 3, [0], [0]), MovieCatalog.Create(movies));
        DataSetFolder.Write(_temporary["set"], written);
        TestDataSets.AssertEqual(written, DataSetFolder.Read<long, long>(_temporary["set"]));
    }

    [Fact]
    public void Write_SameDataTwice_GivesTheSameBytes()
    {
        MovieDataSet<long, long> data = TestDataSets.Numbers(8, 20, 30, 300);
        DataSetManifest first = DataSetFolder.Write(_temporary["one"], data);
        DataSetManifest second = DataSetFolder.Write(_temporary["two"], data);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(File.ReadAllBytes(_temporary["one/dataset.json"]), File.ReadAllBytes(_temporary["two/dataset.json"]));
    }

    [Fact]
    public void ReadManifest_AfterWrite_HoldsCountsAndTerms()
    {
        MovieDataSet<long, long> data = TestDataSets.Numbers(1, 20, 30, 300, InteractionColumns.Rating);
        DataSetManifest written = DataSetFolder.Write(_temporary["set"], data);
        DataSetManifest read = DataSetFolder.ReadManifest(_temporary["set"]);
        Assert.Equal(written.Files, read.Files);
        Assert.Equal(written.MetadataSources, read.MetadataSources);
        Assert.Equal(written with { Files = [], MetadataSources = [] }, read with { Files = [], MetadataSources = [] });
        Assert.Equal(data.Info, read.ToInfo());
        Assert.Equal(20, read.Users);
        Assert.Equal(30, read.Items);
        Assert.Equal(data.Log.Count, read.Interactions);
        Assert.Equal(InteractionColumns.Rating, read.Columns);
    }

    [Fact]
    public void Read_UserWithoutRows_NeedsUsersFileOnlyThen()
    {
        IdMap<long> users = IdMap<long>.Create([1, 2, 3]);
        IdMap<long> items = IdMap<long>.Create([1]);
        DataSetFolder.Write(_temporary["set"], new MovieDataSet<long, long>(users, items, InteractionLog.Create(3, 1, [0, 2], [0, 0])));
        Assert.Equal(["dataset.json", "interactions.parquet", "movies.parquet", "users.parquet"], _temporary.Names("set"));
        Assert.Equal(3, DataSetFolder.Read<long, long>(_temporary["set"]).Users.Count);

        DataSetFolder.Write(_temporary["set"], new MovieDataSet<long, long>(users, items, InteractionLog.Create(3, 1, [0, 1, 2], [0, 0, 0])));
        Assert.Equal(["dataset.json", "interactions.parquet", "movies.parquet"], _temporary.Names("set"));
    }

    [Theory]
    [InlineData("a|b")]
    [InlineData("")]
    public void Write_TermThatAListCannotHold_IsRefused(string term)
    {
        MovieDataSet<long, long> data = new(
            IdMap<long>.Create([1]),
            IdMap<long>.Create([1]),
            InteractionLog.Create(1, 1, [0], [0]),
            MovieCatalog.Create([new MovieMetadata { Keywords = ["good", term] }]));
        ArgumentException error = Assert.Throws<ArgumentException>(() => DataSetFolder.Write(_temporary["set"], data));
        Assert.Contains("keyword", error.Message, StringComparison.Ordinal);
        Assert.Empty(_temporary.Names());
    }

    [Fact]
    public void Write_IdThatUtf8CannotHold_IsRefused()
    {
        MovieDataSet<string, long> data = new(
            IdMap<string>.Create(["bad\ud800"]), IdMap<long>.Create([1]), InteractionLog.Create(1, 1, [0], [0]));
        Assert.Throws<ArgumentException>(() => DataSetFolder.Write(_temporary["set"], data));
        Assert.Empty(_temporary.Names());
    }

    private static List<string> Rows<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data)
        where TUserId : notnull
        where TItemId : notnull
    {
        List<string> rows = [];
        for (int i = 0; i < data.Log.Count; i++)
        {
            rows.Add(FormattableString.Invariant(
                $"{data.Users[data.Log.Users[i]]} {data.Items[data.Log.Items[i]]} {data.Log.Ratings[i]} {data.Log.Timestamps[i]}"));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
