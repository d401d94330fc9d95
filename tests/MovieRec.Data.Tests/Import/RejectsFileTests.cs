using System.Text;

namespace MovieRec.Data.Tests.Import;

public sealed class RejectsFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_RowsThatLookLikeComments_AreNotConfused()
    {
        string source = _temporary.Write("data.csv", "user,item\n# line 3, 5 bytes: x\n\"\n1,2\n");
        new InteractionCsvReader(new ImportOptions { MaxRejectShare = 1 }).Read<long, long>(source);
        IReadOnlyList<RejectedRow> rows = RejectsFile.Read(_temporary["data.csv.rejects.csv"]);
        Assert.Equal(["# line 3, 5 bytes: x\n", "\"\n"], rows.Select(static r => Encoding.UTF8.GetString(r.Bytes.Span)));
        Assert.Equal([2L, 3], rows.Select(static r => r.Line));
    }

    [Fact]
    public void Read_OtherOrDamagedFile_IsRefused()
    {
        Assert.Throws<DataFormatException>(() => RejectsFile.Read(_temporary.Write("a", "user,item\n")));
        Assert.Throws<DataFormatException>(() => RejectsFile.Read(_temporary.Write("b", "# MovieRec rejects 1 of x\n# line 2, 100 bytes: y\nshort\n")));
        Assert.Throws<DataFormatException>(() => RejectsFile.Read(_temporary.Write("c", "# MovieRec rejects 1 of x\n# line two, 1 bytes: y\nz\n")));
    }

    [Fact]
    public void Import_ForeignFileOfThatName_IsNotOverwritten()
    {
        string source = _temporary.Write("data.csv", "user,item\nx,2\n1,2\n");
        _temporary.Write("data.csv.rejects.csv", "mine");
        Assert.Throws<IOException>(() => new InteractionCsvReader(new ImportOptions { MaxRejectShare = 1 }).Read<long, long>(source));
        Assert.Equal("mine", File.ReadAllText(_temporary["data.csv.rejects.csv"]));
    }

    [Fact]
    public void Import_RejectsDirectory_IsCreatedAndUsed()
    {
        string source = _temporary.Write("data.csv", "user,item\nx,2\n1,2\n");
        ImportOptions options = new() { MaxRejectShare = 1, RejectsDirectory = _temporary["a/b"] };
        FileReport report = new InteractionCsvReader(options).Read<long, long>(source).Report.Interactions;
        Assert.Equal(_temporary["a/b/data.csv.rejects.csv"], report.RejectsPath);
        Assert.Single(RejectsFile.Read(report.RejectsPath!));
        Assert.Equal(["a", "data.csv"], _temporary.Names());
    }

    [Fact]
    public void Import_SecondTime_ReplacesTheRejects()
    {
        ImportOptions options = new() { MaxRejectShare = 1 };
        string source = _temporary.Write("data.csv", "user,item\nx,2\ny,2\n1,2\n");
        new InteractionCsvReader(options).Read<long, long>(source);
        _temporary.Write("data.csv", "user,item\nz,2\n1,2\n");
        new InteractionCsvReader(options).Read<long, long>(source);
        Assert.Equal("z,2\n", Encoding.UTF8.GetString(Assert.Single(RejectsFile.Read(_temporary["data.csv.rejects.csv"])).Bytes.Span));
    }
}
