using Microsoft.Data.Sqlite;

namespace MovieRec.Serving.Tests.Feedback;

public sealed class FeedbackLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FeedbackLog<int> Open(int capacity = 65_536) => FeedbackLog<int>.Open(new FeedbackLogOptions { Path = _folder["feedback.db"], Capacity = capacity });

    [Fact]
    public async Task Append_ThenReopen_GivesTheSameEvents()
    {
        FeedbackRecord<int>[] records = [.. Enumerable.Range(0, 500).Select(i => TestEvents.Record($"k1.{i % 7}", i, (FeedbackKind)(i % 4), i))];
        using (FeedbackLog<int> log = Open())
        {
            FeedbackReceipt[] receipts = await Task.WhenAll(records.Select(log.AppendAsync));
            Assert.All(receipts, r => Assert.Equal(new FeedbackReceipt(FeedbackStatus.Stored, 1, 0), r));
        }

        using FeedbackLog<int> reopened = Open();
        Assert.Equal(records.OrderBy(r => r.Id), reopened.ReadAll().OrderBy(r => r.Id));
    }

    [Fact]
    public async Task Append_SameIdTwice_IsStoredOnceAndCountedAsDuplicate()
    {
        using FeedbackLog<int> log = Open();
        FeedbackRecord<int> record = TestEvents.Record("k1.a", 1);
        await log.AppendAsync(TestEvents.Record("k1.b", 2));

        FeedbackReceipt first = await log.AppendAsync([record, record]);
        FeedbackReceipt second = await log.AppendAsync(record);

        Assert.Equal(new FeedbackReceipt(FeedbackStatus.Stored, 1, 1), first);
        Assert.Equal(new FeedbackReceipt(FeedbackStatus.Stored, 0, 1), second);
        Assert.Equal(2, log.Count());
    }

    [Fact]
    public async Task Append_Full_IsToldAtOnceAndWorksAgainLater()
    {
        using FeedbackLog<int> log = Open(capacity: 10);
        using ManualResetEventSlim hold = new();
        Task blocked = log.RunAsync(hold.Wait);
        Task<FeedbackReceipt> waiting = log.AppendAsync([.. Enumerable.Range(0, 10).Select(i => TestEvents.Record("k1.a", i))]);

        Task<FeedbackReceipt> refused = log.AppendAsync(TestEvents.Record("k1.a", 11));

        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Equal(FeedbackStatus.Full, (await refused).Status);
        Assert.Equal(1, log.RejectedCount);
        hold.Set();
        await blocked;
        Assert.True((await waiting).IsStored);
        Assert.True((await log.AppendAsync(TestEvents.Record("k1.a", 11))).IsStored);
    }

    [Fact]
    public async Task Append_AfterDispose_SaysClosed()
    {
        FeedbackLog<int> log = Open();
        await log.DisposeAsync();

        Assert.Equal(FeedbackStatus.Closed, (await log.AppendAsync(TestEvents.Record("k1.a", 1))).Status);
    }

    [Fact]
    public async Task Dispose_WithEventsWaiting_StoresThem()
    {
        FeedbackLog<int> log = Open();
        Task<FeedbackReceipt>[] all = [.. Enumerable.Range(0, 2_000).Select(i => log.AppendAsync(TestEvents.Record("k1.a", i)))];

        await log.DisposeAsync();

        Assert.All(await Task.WhenAll(all), r => Assert.True(r.IsStored));
        using FeedbackLog<int> reopened = Open();
        Assert.Equal(2_000, reopened.Count());
    }

    [Fact]
    public void Open_SettingsAreReadBack()
    {
        using SqliteConnection connection = FeedbackDatabase.OpenWriter(new FeedbackLogOptions { Path = _folder["feedback.db"] }, "INTEGER");

        Assert.Equal("wal", FeedbackDatabase.Text(connection, "PRAGMA journal_mode"));
        Assert.Equal(2, FeedbackDatabase.Scalar(connection, "PRAGMA synchronous"));
        Assert.Equal(1, FeedbackDatabase.Scalar(connection, "PRAGMA secure_delete"));
    }

    [Fact]
    public void Open_TwiceAtOnce_IsRefused()
    {
        using FeedbackLog<int> log = Open();

        Assert.Contains("open", Assert.Throws<IOException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OtherItemIds_IsRefused()
    {
        Open().Dispose();

        FeedbackLogException error = Assert.Throws<FeedbackLogException>(() => FeedbackLog<string>.Open(new FeedbackLogOptions { Path = _folder["feedback.db"] }));
        Assert.Contains("INTEGER", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NotADatabase_IsRefused()
    {
        File.WriteAllText(_folder["feedback.db"], new string('x', 10_000));

        Assert.Throws<FeedbackLogException>(() => Open());
    }

    /// <summary>The disk fills up in the middle: nothing is acknowledged that is not stored, and the log recovers by itself.</summary>
    [Fact]
    public async Task Append_DatabaseFull_IsNotAcknowledgedAndRecovers()
    {
        using FeedbackLog<int> log = Open();
        await log.AppendAsync(TestEvents.Record("k1.a", 1));
        await log.RunAsync(() => FeedbackDatabase.Execute(log.WriterConnection, $"PRAGMA max_page_count={FeedbackDatabase.Scalar(log.WriterConnection, "PRAGMA page_count")}"));

        List<FeedbackRecord<int>> acknowledged = [];
        int failed = 0;
        for (int i = 0; i < 400; i++)
        {
            FeedbackRecord<int>[] records = [.. Enumerable.Range(0, 20).Select(j => TestEvents.Record("k1.b", (i * 20) + j))];
            try
            {
                Assert.True((await log.AppendAsync(records)).IsStored);
                acknowledged.AddRange(records);
            }
            catch (FeedbackLogException)
            {
                failed++;
                break;
            }
        }

        Assert.Equal(1, failed);
        Assert.NotEqual("", log.LastError);
        Assert.True((await log.AppendAsync(TestEvents.Record("k1.c", 7))).IsStored);
        Assert.Equal("", log.LastError);
        Assert.Equal(acknowledged.Count + 2, log.Count());
    }

    [Fact]
    public async Task Recent_EventsBeforeAndAfterTheFirstRead_AreInOrderOfTime()
    {
        using FeedbackLog<int> log = Open();
        await log.AppendAsync(TestEvents.Record("k1.a", 3, minutes: 3));
        await log.AppendAsync(TestEvents.Record("k1.a", 9, FeedbackKind.Impression, 9));
        Assert.Equal([3], log.Recent("k1.a").Select(e => e.ItemId));

        await log.AppendAsync(TestEvents.Record("k1.a", 5, minutes: 5));
        await log.AppendAsync(TestEvents.Record("k1.a", 1, minutes: 1));
        await log.AppendAsync(TestEvents.Record("k2.a", 2, minutes: 2));

        Assert.Equal([1, 3, 5], log.Recent("k1.a").Select(e => e.ItemId));
        Assert.Equal([1, 2, 3, 5], log.Recent("k1.a", "k2.a").Select(e => e.ItemId));
    }

    [Fact]
    public async Task Append_ItemsOfEveryKind_ReadBack()
    {
        using FeedbackLog<string> texts = FeedbackLog<string>.Open(new FeedbackLogOptions { Path = _folder["text.db"] });
        using FeedbackLog<Guid> guids = FeedbackLog<Guid>.Open(new FeedbackLogOptions { Path = _folder["guid.db"] });
        Guid id = Guid.NewGuid();
        FeedbackEvent<int> template = TestEvents.Event("k1.a", 1);

        await texts.AppendAsync(FeedbackRecord<string>.Create(Copy("tt0111161")));
        await guids.AppendAsync(FeedbackRecord<Guid>.Create(Copy(id)));

        Assert.Equal("tt0111161", Assert.Single(texts.ReadAll()).Event.ItemId);
        Assert.Equal(id, Assert.Single(guids.ReadAll()).Event.ItemId);

        FeedbackEvent<T> Copy<T>(T item)
            where T : notnull => new()
            {
                UserPseudonym = template.UserPseudonym,
                ItemId = item,
                Position = 1,
                Variant = "v",
                PolicyVersion = "p",
                CandidateSetId = "c",
                Probability = 0.5,
                ModelVersion = "m",
                Time = template.Time,
                Kind = FeedbackKind.Save,
            };
    }
}
