namespace MovieRec.Data.Tests.Experiments;

public sealed class ExperimentFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("movierec-log-").FullName, "log");

    private ExperimentFolder Log => new(_folder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void Append_Twice_ReadsBothInOrderOfTime()
    {
        ExperimentEntry late = Entry("late", minute: 9);
        ExperimentEntry early = Entry("early", minute: 3) with { Metrics = [], LatencyP95 = 1.5, Outcome = "", Params = "ä | \"b\"\n" };
        ExperimentEntry middle = Entry("middle", minute: 5);

        Log.Append([early, late], Cancellation);
        Log.Append([middle], Cancellation);
        ExperimentLogContent content = Log.Read(Cancellation);

        Assert.Empty(content.Damage);
        Assert.Equal([early, middle, late], content.Entries);
    }

    [Fact]
    public void Read_NoFolder_IsEmpty() => Assert.Empty(Log.Read(Cancellation).Entries);

    [Fact]
    public void Append_Nothing_WritesNothing()
    {
        Log.Append([], Cancellation);

        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void Append_EqualEntriesAtOneTime_KeepsBoth()
    {
        Log.Append([Entry("als", minute: 1)], Cancellation);
        string first = Directory.GetFiles(_folder).Single();
        byte[] before = File.ReadAllBytes(first);
        Log.Append([Entry("als", minute: 1)], Cancellation);

        Assert.Equal(2, Log.Read(Cancellation).Entries.Count);
        Assert.Equal(before, File.ReadAllBytes(first));
    }

    [Fact]
    public void Append_Cancelled_WritesNothing()
    {
        Assert.Throws<OperationCanceledException>(() => Log.Append([Entry("als", minute: 1)], new CancellationToken(canceled: true)));

        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void Append_ManyAtOnce_LosesNone()
    {
        Parallel.For(0, 24, i => Log.Append([Entry($"run {i}", minute: 1)], Cancellation));

        Assert.Equal(24, Log.Read(Cancellation).Entries.Select(static e => e.Variant).Distinct().Count());
    }

    [Fact]
    public void Read_AnyByteFlipped_NamesThePartAndReadsTheRest()
    {
        Log.Append([Entry("whole", minute: 1)], Cancellation);
        Log.Append([Entry("damaged", minute: 2)], Cancellation);
        string path = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Last();
        byte[] bytes = File.ReadAllBytes(path);
        for (int at = 0; at < bytes.Length; at += 7)
        {
            byte[] flipped = [.. bytes];
            flipped[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(path, flipped);

            ExperimentLogContent content = Log.Read(Cancellation);

            Assert.Equal("whole", Assert.Single(content.Entries).Variant);
            Assert.Equal(Path.GetFileName(path), Assert.Single(content.Damage).Place);
        }
    }

    [Fact]
    public void Read_TornPart_NamesIt()
    {
        Log.Append([Entry("whole", minute: 1)], Cancellation);
        Log.Append([Entry("torn", minute: 2)], Cancellation);
        string path = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Last();
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^9]);
        File.WriteAllBytes(Path.Combine(_folder, "part-0.tmp"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(_folder, "renamed.parquet"), [1, 2, 3]);

        ExperimentLogContent content = Log.Read(Cancellation);

        Assert.Equal("whole", Assert.Single(content.Entries).Variant);
        Assert.Equal(["part-0.tmp", Path.GetFileName(path), "renamed.parquet"], content.Damage.Select(static d => d.Place).Order(StringComparer.Ordinal).OrderBy(static p => p[0] != 'p' ? 1 : 0));
    }

    [Fact]
    public void Append_FolderIsAFile_SaysSo()
    {
        File.WriteAllText(_folder, "");

        Assert.Contains("is a file", Assert.Throws<IOException>(() => Log.Append([Entry("als", minute: 1)], Cancellation)).Message, StringComparison.Ordinal);
    }

    private static ExperimentEntry Entry(string variant, int minute) => new()
    {
        Date = new DateTimeOffset(2026, 2, 3, 4, minute, 6, 7, TimeSpan.Zero),
        Command = "evaluate",
        Variant = variant,
        Params = "Factors=64",
        Split = "temporal",
        Metrics = [new ExperimentMetric("NDCG@10", 0.1234567890123, 0.1, 0.2), new ExperimentMetric("Coverage@10", 0.5)],
        FitSeconds = 1.25,
        Outcome = "higher",
        DataFingerprint = "00ff",
        Seed = -3,
        Commit = "abc",
        Machine = "2 × X64",
    };
}
