using MovieRec.Data;

namespace MovieRec.Serving.Tests.Export;

public sealed class FeedbackExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FeedbackLog<int> Open(TimeSpan retain) =>
        FeedbackLog<int>.Open(new FeedbackLogOptions { Path = _folder["feedback.db"], RetainAfterExport = retain });

    [Fact]
    public async Task Export_Twice_WritesEachEventOnceAndKeepsRecentRows()
    {
        using FeedbackLog<int> log = Open(TimeSpan.FromDays(100_000));
        FeedbackExport<int> export = new(_folder["exports"]);
        FeedbackRecord<int>[] records = [.. Enumerable.Range(0, 300).Select(i => TestEvents.Record($"k1.{i % 7}", i, (FeedbackKind)(i % 4), i))];
        await log.AppendAsync(records[..200]);
        Assert.Equal(new ExportResult(200, 0), await export.ExportAsync(log));
        await log.AppendAsync(records[200..]);

        Assert.Equal(new ExportResult(100, 0), await export.ExportAsync(log));
        Assert.Equal(new ExportResult(0, 0), await export.ExportAsync(log));

        Assert.Equal(2, export.Parts().Count);
        Assert.Equal(records.OrderBy(r => r.Id), new FeedbackExport<int>(_folder["exports"]).ReadAll().OrderBy(r => r.Id));
        Assert.Equal(300, log.Count());
    }

    [Fact]
    public async Task Export_RowsOldEnough_AreRemovedFromTheLog()
    {
        using FeedbackLog<int> log = Open(TimeSpan.FromDays(1));
        FeedbackExport<int> export = new(_folder["exports"], new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestEvents.Noon.AddDays(2)));
        await log.AppendAsync([TestEvents.Record("k1.a", 1), TestEvents.Record("k1.a", 2, minutes: 47 * 60)]);

        Assert.Equal(new ExportResult(2, 1), await export.ExportAsync(log));

        Assert.Equal(2, Assert.Single(log.ReadAll()).Event.ItemId);
        Assert.Equal(2, export.ReadAll().Count());
    }

    [Fact]
    public async Task Export_FolderCannotBeWritten_KeepsTheRows()
    {
        using FeedbackLog<int> log = Open(TimeSpan.Zero);
        FeedbackExport<int> export = new(_folder["exports"]);
        await log.AppendAsync(TestEvents.Record("k1.a", 1));
        Directory.Delete(_folder["exports"]);

        await Assert.ThrowsAnyAsync<IOException>(() => export.ExportAsync(log));

        Assert.Equal(1, log.Count());
        Directory.CreateDirectory(_folder["exports"]);
        Assert.Equal(new ExportResult(1, 1), await export.ExportAsync(log));
    }

    [Fact]
    public async Task ReadAll_PartDamaged_IsToldAndNotRead()
    {
        using FeedbackLog<int> log = Open(TimeSpan.Zero);
        FeedbackExport<int> export = new(_folder["exports"]);
        await log.AppendAsync(TestEvents.Record("k1.a", 1));
        await export.ExportAsync(log);
        string part = Directory.GetFiles(_folder["exports"], "*.parquet").Single();
        byte[] bytes = File.ReadAllBytes(part);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(part, bytes);

        Assert.Throws<InvalidDataException>(() => export.ReadAll().ToList());
    }

    [Fact]
    public async Task WriteDataSet_SavesAndRefusals_KeepTheLastWord()
    {
        using FeedbackLog<int> log = Open(TimeSpan.Zero);
        FeedbackExport<int> export = new(_folder["exports"]);
        await log.AppendAsync([
            TestEvents.Record("k1.a", 1, FeedbackKind.Save, 1),
            TestEvents.Record("k1.a", 1, FeedbackKind.NotInterested, 2),
            TestEvents.Record("k1.a", 2, FeedbackKind.Click, 3),
            TestEvents.Record("k1.b", 2, FeedbackKind.Save, 4)]);
        await export.ExportAsync(log);

        export.WriteDataSet(_folder["dataset"]);

        MovieDataSet<string, int> read = DataSetFolder.Read<string, int>(_folder["dataset"]);
        Assert.Equal([1f, 5f], read.Log.Ratings.ToArray());
        Assert.Equal(["k1.a", "k1.b"], read.Users.Ids.ToArray());
    }
}
