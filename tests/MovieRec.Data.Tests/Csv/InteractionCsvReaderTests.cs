using System.IO.Compression;
using System.Text;

namespace MovieRec.Data.Tests.Csv;

public sealed class InteractionCsvReaderTests : IDisposable
{
    private static readonly ImportOptions Strict = new() { Mode = BadRowMode.Strict, TimeProvider = FixedTime.NewYear2020 };
    private static readonly ImportOptions Lenient = new() { MaxRejectShare = 1, TimeProvider = FixedTime.NewYear2020 };
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("user,item,rating,timestamp\n1,2,4.5,100\n")]
    [InlineData("timestamp,rating,item,user\n100,4.5,2,1\n")]
    [InlineData("userId,movieId,rating,timestamp\n1,2,4.5,100\n")]
    [InlineData("USER_ID;Movie Id;Weight;TimeStamp\n1;2;4.5;100\n")]
    [InlineData("user\titem\trating\ttimestamp\n1\t2\t4.5\t100\n")]
    [InlineData("user::item::rating::timestamp\n1::2::4.5::100\n")]
    [InlineData("note,user,item,rating,timestamp\n\"a, \"\"b\"\"\",1,2,4.5,100\n")]
    [InlineData("\"user\",\"item\",\"rating\",\"timestamp\"\r\n\"1\",\"2\",\"4.5\",\"100\"\r\n")]
    [InlineData("\uFEFFuser,item,rating,timestamp\n1,2,4.5,100\n")]
    [InlineData("user,item,rating,timestamp\r1,2,4.5,100\r")]
    [InlineData("user,item,rating,timestamp\n1,2,4.5,100")]
    public void Read_AnyAcceptedShape_GivesTheRow(string text)
    {
        MovieDataSet<long, long> data = Read(text, Strict).DataSet;
        Assert.Equal([1L], data.Users.Ids.ToArray());
        Assert.Equal([2L], data.Items.Ids.ToArray());
        Assert.Equal([4.5f], data.Log.Ratings.ToArray());
        Assert.Equal([100L], data.Log.Timestamps.ToArray());
    }

    [Fact]
    public void Read_UserAndItemOnly_HasNoRatingsOrTimes()
    {
        MovieDataSet<long, long> data = Read("user,item\n1,2\n1,3\n", Strict).DataSet;
        Assert.Equal(2, data.Log.Count);
        Assert.False(data.Log.HasRatings);
        Assert.False(data.Log.HasTimestamps);
    }

    [Fact]
    public void Read_HeaderlessWithOption_TakesColumnsByPosition()
    {
        MovieDataSet<long, long> data = Read("1,2,4.5,100\n1,3,5,200\n", Strict with { HasHeader = false }).DataSet;
        Assert.Equal([4.5f, 5f], data.Log.Ratings.ToArray());
    }

    [Theory]
    [InlineData("1,2,4.5,100\n1,3,4.5,100\n")]
    [InlineData("user,rating\n1,4\n")]
    [InlineData("user,item,item\n1,2,3\n")]
    [InlineData("user item\n1 2\n")]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Read_HeaderMissingOrUnclear_SaysWhatWasExpected(string text)
    {
        DataFormatException error = Assert.Throws<DataFormatException>(() => Read(text, Lenient));
        Assert.Equal(1, error.Line);
        Assert.Contains("user", error.Message, StringComparison.Ordinal);
        Assert.Single(_temporary.Names());
    }

    [Fact]
    public void Read_RatingColumn_NamesAnotherColumn()
    {
        Assert.Equal([7f], Read("user,item,rating,plays\n1,2,4,7\n", Strict with { RatingColumn = "plays" }).DataSet.Log.Ratings.ToArray());
        Assert.Contains("'hours'", Assert.Throws<DataFormatException>(
            () => Read("user,item,rating\n1,2,4\n", Strict with { RatingColumn = "hours" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MixedLineEnds_CountsEveryPhysicalLine()
    {
        // Lines 2 (LF), 3 (CRLF), 4 (CR), 5 (bad, LF).
        DataFormatException error = Assert.Throws<DataFormatException>(() => Read("user,item\n1,1\n1,2\r\n1,3\rx,4\n1,5\n", Strict));
        Assert.Equal(5, error.Line);
        Assert.Equal("x", error.OffendingText);
    }

    [Fact]
    public void Read_NewlinesInsideQuotes_AreTextAndCountAsLines()
    {
        // The record on line 2 spans lines 2 to 5 (LF, CRLF and CR inside the quotes); the next record is line 6.
        ImportResult<long, long> result = Read("user,item,note\n1,1,\"a\nb\r\nc\rd\"\n1,2,x\n1,bad,y\n2,3,\"p\nq\"\n2,,z\n", Lenient);
        Assert.Equal(3, result.DataSet.Log.Count);
        Assert.Equal([7L, 10L], RejectsFile.Read(result.Report.Interactions.RejectsPath!).Select(static r => r.Line));
    }

    [Fact]
    public void Read_RejectedRowWithNewlineInQuotes_IsKeptWhole()
    {
        ImportResult<long, long> result = Read("user,item,note\nx,1,\"a\r\nb\"\r\n1,2,\n", Lenient);
        Assert.Equal("x,1,\"a\r\nb\"\r\n", Encoding.UTF8.GetString(Assert.Single(RejectsFile.Read(result.Report.Interactions.RejectsPath!)).Bytes.Span));
    }

    [Fact]
    public void Read_UnterminatedQuote_CostsOneRowNotTheRestOfTheFile()
    {
        ImportResult<long, long> result = Read("user,item,note\n1,1,\"open\n1,2,fine\n1,3,\"closed\"\n1,4,fine\n", Lenient);
        Assert.Equal(1, result.Report.Interactions.Rejected);
        Assert.Equal([2L, 3, 4], result.DataSet.Items.Ids.ToArray());
    }

    [Fact]
    public void Read_ManyUnterminatedQuotes_TakeLinearTime()
    {
        // Each opening quote looks for its end: without a bound this would be a billion steps.
        StringBuilder text = new("user,item,note\n");
        for (int i = 0; i < 40_000; i++)
        {
            text.Append("1,2,\"open\n");
        }

        Assert.Equal(40_000, Read(text.ToString(), Lenient).Report.Interactions.Rejected);
    }

    [Fact]
    public void Read_ExactDuplicates_AreDroppedAndCounted()
    {
        FileReport report = Read("user,item,rating,timestamp\n1,2,4,100\n1,3,4,100\n1,2,4,100\n1,2,4,100\n", Strict).Report.Interactions;
        Assert.Equal((4L, 2L, 2L, 0L), (report.DataRows, report.Accepted, report.ExactDuplicates, report.ConflictingDuplicates));
    }

    [Theory]
    [InlineData("1,2,4,100\n1,2,5,200\n", 5f)]
    [InlineData("1,2,5,200\n1,2,4,100\n", 5f)]
    [InlineData("1,2,5,100\n1,2,3,100\n", 3f)]
    public void Read_SamePairAnotherRating_LastWinsAndIsCounted(string rows, float expected)
    {
        ImportResult<long, long> result = Read("user,item,rating,timestamp\n" + rows, Strict);
        Assert.Equal([expected], result.DataSet.Log.Ratings.ToArray());
        Assert.Equal((2L, 1L, 0L, 1L), (result.Report.Interactions.DataRows, result.Report.Interactions.Accepted, result.Report.Interactions.ExactDuplicates, result.Report.Interactions.ConflictingDuplicates));
    }

    [Fact]
    public void Read_ThreeOfOnePair_TwoAlike_AreSplitByKind()
    {
        FileReport report = Read("user,item,rating,timestamp\n1,2,4,100\n1,2,5,200\n1,2,4,100\n", Strict).Report.Interactions;
        Assert.Equal((3L, 1L, 1L, 1L), (report.DataRows, report.Accepted, report.ExactDuplicates, report.ConflictingDuplicates));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Read_RejectRateOverOnePercent_Fails(int bad, bool fails)
    {
        string text = "user,item\n" + string.Concat(Enumerable.Range(0, 200 - bad).Select(static i => $"{i},1\n")) + string.Concat(Enumerable.Repeat("x,1\n", bad));
        if (!fails)
        {
            Assert.Equal(bad, Read(text, new ImportOptions()).Report.Interactions.Rejected);
            return;
        }

        DataFormatException error = Assert.Throws<DataFormatException>(() => Read(text, new ImportOptions()));
        Assert.Contains("3 of 200 rows rejected (1.5 %)", error.Message, StringComparison.Ordinal);
        Assert.Contains("non-numeric id 3", error.Message, StringComparison.Ordinal);

        // What was set aside stays for a look; nothing temporary does.
        Assert.Equal(["data.csv", "data.csv.rejects.csv"], _temporary.Names());
        Assert.Equal(3, RejectsFile.Read(_temporary["data.csv.rejects.csv"]).Count);
        Assert.Equal(3, Read(text, new ImportOptions { MaxRejectShare = 0.015 }).Report.Interactions.Rejected);
    }

    [Fact]
    public void Read_ForeignFiles_AreRefusedWholeWithTheirKind()
    {
        byte[] plain = Encoding.UTF8.GetBytes("user,item\n1,2\n");
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        AssertRefused(zipped.ToArray(), "gzip");
        AssertRefused([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("user,item\n1,2\n")], "UTF-16");
        AssertRefused([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("user,item\n1,2\n")], "UTF-16");
        AssertRefused(Encoding.Unicode.GetBytes("user,item\n1,2\n"), "UTF-16");
        AssertRefused([(byte)'P', (byte)'K', 3, 4, 0, 0], "zip");
        AssertRefused([0x28, 0xB5, 0x2F, 0xFD, 0], "zstd");
        AssertRefused("PAR1....PAR1"u8.ToArray(), "Parquet");
    }

    [Fact]
    public void Read_RecordLongerThanTheLimit_IsRefused()
    {
        string text = "user,item\n1," + new string('7', 5000) + "\n";
        Assert.Contains("MaxRecordBytes", Assert.Throws<DataFormatException>(() => Read(text, Lenient with { MaxRecordBytes = 1024 })).Message, StringComparison.Ordinal);
        Assert.Equal(1, Read(text, Lenient).Report.Interactions.Rejected);
    }

    [Fact]
    public void Read_BeyondOneBuffer_KeepsLinesAndRows()
    {
        // 30,000 records with quotes are some megabytes: several buffers, with records across their borders.
        StringBuilder text = new("user,item,note\n");
        for (int i = 0; i < 30_000; i++)
        {
            text.Append(FormattableString.Invariant($"{i % 100},{i / 100},\"{new string('n', i % 97)}\n{i}\"\r\n"));
        }

        text.Append("bad,1,\n");
        ImportResult<long, long> result = Read(text.ToString(), new ImportOptions());
        Assert.Equal(30_000, result.DataSet.Log.Count);
        Assert.Equal(60_002, Assert.Single(RejectsFile.Read(result.Report.Interactions.RejectsPath!)).Line);
    }

    [Fact]
    public void Read_TextIds_KeepLeadingZerosAndUnicode()
    {
        string path = _temporary.Write("data.csv", "user,item\nü,tt0114709\nü,\"a,\"\"b\"\"\"\n007,tt0114709\n");
        MovieDataSet<string, string> data = new InteractionCsvReader(Strict).Read<string, string>(path).DataSet;
        Assert.Equal(["007", "ü"], data.Users.Ids.ToArray());
        Assert.Equal(["a,\"b\"", "tt0114709"], data.Items.Ids.ToArray());
    }

    [Fact]
    public void Read_IntAndGuidIds_RejectWhatDoesNotFit()
    {
        string guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
        string path = _temporary.Write("data.csv", $"user,item\n2147483647,{guid}\n2147483648,{guid}\n5,not-a-guid\n");
        ImportResult<int, Guid> result = new InteractionCsvReader(Lenient).Read<int, Guid>(path);
        Assert.Equal([int.MaxValue], result.DataSet.Users.Ids.ToArray());
        Assert.Equal([Guid.Parse(guid)], result.DataSet.Items.Ids.ToArray());
        Assert.Equal(1, result.Report.Interactions.RejectedByReason[RejectReason.IdOverflow]);
        Assert.Equal(1, result.Report.Interactions.RejectedByReason[RejectReason.IdNotNumeric]);
    }

    [Theory]
    [InlineData("1,2\n3,4\n", IdKind.Int64, IdKind.Int64)]
    [InlineData("1,tt1\n3,tt4\n", IdKind.Int64, IdKind.String)]
    [InlineData("007,2\n008,4\n", IdKind.String, IdKind.Int64)]
    [InlineData("-1,2\n3,4\n", IdKind.Int64, IdKind.Int64)]
    public void DetectIdKinds_Columns_AreNumbersOrText(string rows, IdKind users, IdKind items) =>
        Assert.Equal(new InteractionIdKinds(users, items), InteractionCsvReader.DetectIdKinds(_temporary.Write("data.csv", "user,item\n" + rows)));

    [Fact]
    public void DetectIdKinds_FewBadIds_StayNumbers()
    {
        string text = "user,item\n" + string.Concat(Enumerable.Range(1, 199).Select(static i => $"{i},{i}\n")) + "oops,1\n";
        Assert.Equal(new InteractionIdKinds(IdKind.Int64, IdKind.Int64), InteractionCsvReader.DetectIdKinds(_temporary.Write("data.csv", text)));
        Assert.Single(_temporary.Names());
    }

    [Fact]
    public void Read_WithMovies_KeepsMoviesWithoutRowsAndCanRequireKnownOnes()
    {
        string movies = _temporary.Write("movies.csv", "item,title,year,genres\n1,One,1999,A|B\n2,Two,,\n");
        string path = _temporary.Write("data.csv", "user,item\n1,1\n1,9\n");
        MovieDataSet<long, long> all = new InteractionCsvReader(Strict).Read<long, long>(path, movies).DataSet;
        Assert.Equal([1L, 2, 9], all.Items.Ids.ToArray());
        Assert.Equal("Two", all.Catalog.GetTitle(1));
        ImportResult<long, long> known = new InteractionCsvReader(Lenient with { RequireKnownMovies = true }).Read<long, long>(path, movies);
        Assert.Equal([1L, 2], known.DataSet.Items.Ids.ToArray());
        Assert.Equal(1, known.Report.Interactions.RejectedByReason[RejectReason.UnknownMovie]);
    }

    [Fact]
    public void Read_CancelledAtTheFirstReport_LeavesNothing()
    {
        string text = "user,item\nx,1\n" + string.Concat(Enumerable.Range(0, 250_000).Select(static i => $"{i},1\n"));
        string path = _temporary.Write("data.csv", text);
        using CancellationTokenSource cancellation = new();
        Assert.ThrowsAny<OperationCanceledException>(() => new InteractionCsvReader().Read<long, long>(
            path, progress: new Cancel(cancellation), cancellationToken: cancellation.Token));
        Assert.Equal(["data.csv"], _temporary.Names());
    }

    private void AssertRefused(byte[] bytes, string kind)
    {
        string path = _temporary.Write("data.csv", bytes);
        DataFormatException error = Assert.Throws<DataFormatException>(() => new InteractionCsvReader(Lenient).Read<long, long>(path));
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
    }

    private ImportResult<long, long> Read(string text, ImportOptions options) =>
        new InteractionCsvReader(options).Read<long, long>(_temporary.Write("data.csv", text));

    private sealed class Cancel(CancellationTokenSource cancellation) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            Assert.True(value.Bytes < value.TotalBytes, "cancelled too late to test anything");
            cancellation.Cancel();
        }
    }
}
