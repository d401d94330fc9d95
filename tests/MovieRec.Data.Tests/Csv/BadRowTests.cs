using System.Text;

namespace MovieRec.Data.Tests.Csv;

/// <summary>Every kind of bad row, at the first, a middle and the last row, quarantined and strict, with LF and CRLF.</summary>
public sealed class BadRowTests : IDisposable
{
    private const int GoodRows = 240;
    private readonly TemporaryFolder _temporary = new();

    public static TheoryData<string, int, string> Cases()
    {
        TheoryData<string, int, string> cases = [];
        foreach (string kind in BadRow.Kinds.Keys)
        {
            foreach (int before in (int[])[0, GoodRows / 2, GoodRows])
            {
                cases.Add(kind, before, "\n");
                cases.Add(kind, before, "\r\n");
            }
        }

        return cases;
    }

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_Quarantine_SetsTheRowAsideByteForByte(string kind, int before, string lineEnd)
    {
        BadRow bad = BadRow.Kinds[kind];
        string folder = WriteFolder(bad.Text, before, lineEnd);
        ImportResult<long, long> result = Reader(BadRowMode.Quarantine).Read(folder);

        FileReport report = result.Report.Interactions;
        Assert.Equal(1, report.Rejected);
        Assert.Equal(new Dictionary<RejectReason, long> { [bad.Reason] = 1 }, report.RejectedByReason);
        Assert.Equal((GoodRows + 1, GoodRows, 0L), (report.DataRows, report.Accepted, report.Duplicates));
        Assert.Equal(report.DataRows, report.Accepted + report.Rejected + report.Duplicates);
        Assert.Equal(GoodRows, result.DataSet.Log.Count);

        RejectedRow row = Assert.Single(RejectsFile.Read(report.RejectsPath!));
        Assert.Equal(before + 2, row.Line);
        Assert.Equal(Encoding.Latin1.GetBytes(bad.Text + lineEnd), row.Bytes.ToArray());
        Assert.EndsWith("ratings.csv.rejects.csv", report.RejectsPath, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_Strict_StopsWithThePlaceAndLeavesNothing(string kind, int before, string lineEnd)
    {
        BadRow bad = BadRow.Kinds[kind];
        string folder = WriteFolder(bad.Text, before, lineEnd);
        string[] names = _temporary.Names("ml");
        DataFormatException error = Assert.Throws<DataFormatException>(() => Reader(BadRowMode.Strict).Read(folder));
        Assert.Equal(Path.Combine(folder, "ratings.csv"), error.Path);
        Assert.Equal(before + 2, error.Line);
        Assert.Equal(bad.Column, error.Column);
        Assert.Equal(RejectReasons.Describe(bad.Reason), error.Reason);
        Assert.Contains(FormattableString.Invariant($"line {before + 2}"), error.Message, StringComparison.Ordinal);
        Assert.Equal(names, _temporary.Names("ml"));
    }

    [Theory]
    [InlineData("5,10,4.", RejectReason.TornLastLine)]
    [InlineData("5,1", RejectReason.TornLastLine)]
    [InlineData("5,10,4.0,", RejectReason.TornLastLine)]
    [InlineData("5,\"10", RejectReason.UnterminatedQuote)]
    public void Read_TornLastLine_IsSetAside(string torn, RejectReason reason)
    {
        string folder = WriteFolder("", GoodRows, "\n", torn);
        FileReport report = Reader(BadRowMode.Quarantine).Read(folder).Report.Interactions;
        Assert.Equal(1, report.RejectedByReason[reason]);
        RejectedRow row = Assert.Single(RejectsFile.Read(report.RejectsPath!));
        Assert.Equal(Encoding.ASCII.GetBytes(torn), row.Bytes.ToArray());
        Assert.Equal(GoodRows + 2, row.Line);
        Assert.Equal(GoodRows + 2, Assert.Throws<DataFormatException>(() => Reader(BadRowMode.Strict).Read(folder)).Line);
    }

    [Fact]
    public void Read_NoFinalNewline_TakesTheLastRow()
    {
        string folder = WriteFolder("", GoodRows, "\n", "99,50,4.0,1000");
        ImportResult<long, long> result = Reader(BadRowMode.Strict).Read(folder);
        Assert.Equal(GoodRows + 1, result.DataSet.Log.Count);
        Assert.True(result.DataSet.Users.TryGetIndex(99, out _));
    }

    [Fact]
    public void Read_SeveralKindsAtOnce_KeepsThemInOrderAndBalances()
    {
        StringBuilder text = new("userId,movieId,rating,timestamp\n");
        List<(int Line, string Text)> expected = [];
        int line = 1;
        string[] bad = [.. BadRow.Kinds.Values.Select(static k => k.Text)];
        for (int i = 0; i < GoodRows; i++)
        {
            text.Append(GoodRow(i)).Append('\n');
            line++;
            if (i % 10 == 5)
            {
                string row = bad[i / 10 % bad.Length];
                text.Append(row).Append('\n');
                expected.Add((++line, row));
            }
        }

        _temporary.Write("ratings.csv", Encoding.Latin1.GetBytes(text.ToString()));
        FileReport report = new MovieLensReader(new ImportOptions { MaxRejectShare = 1, TimeProvider = FixedTime.NewYear2020 })
            .Read(_temporary.Path).Report.Interactions;
        IReadOnlyList<RejectedRow> rows = RejectsFile.Read(report.RejectsPath!);
        Assert.Equal(expected, rows.Select(static r => ((int)r.Line, Encoding.Latin1.GetString(r.Bytes.Span)[..^1])));
        Assert.Equal(expected.Count, report.RejectedByReason.Values.Sum());
        Assert.Equal(report.DataRows, report.Accepted + report.Rejected + report.Duplicates);
        Assert.Equal(GoodRows, report.Accepted);
    }

    internal static string GoodRow(int i) => FormattableString.Invariant($"{(i / 20) + 1},{(i % 20) + 1},{(i % 10 / 2.0) + 0.5:F1},{1_000_000 + i}");

    private static MovieLensReader Reader(BadRowMode mode) => new(new ImportOptions { Mode = mode, TimeProvider = FixedTime.NewYear2020 });

    private string WriteFolder(string bad, int before, string lineEnd, string? unterminated = null)
    {
        StringBuilder text = new("userId,movieId,rating,timestamp" + lineEnd);
        for (int i = 0; i <= GoodRows; i++)
        {
            if (i == before && unterminated is null)
            {
                text.Append(bad).Append(lineEnd);
            }

            if (i < GoodRows)
            {
                text.Append(GoodRow(i)).Append(lineEnd);
            }
        }

        text.Append(unterminated);
        Directory.CreateDirectory(_temporary["ml"]);
        _temporary.Write("ml/ratings.csv", Encoding.Latin1.GetBytes(text.ToString()));
        _temporary.Write("ml/movies.csv", "movieId,title,genres\n" + string.Concat(Enumerable.Range(1, 50).Select(static i => $"{i},Movie {i} (1999),Drama\n")));
        return _temporary["ml"];
    }
}
