namespace MovieRec.Data.Tests.Csv;

public sealed class MovieCsvReaderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_EveryColumn_IsTaken()
    {
        MovieMetadata movie = Read(
            "item,title,year,genres,language,overview,directors,cast,keywords,imdbId,tmdbId,addedAt\n"
            + "7,\"Say \"\"Hi\"\", Bob\",1999,Drama|Sci-Fi,en,\"Two\nlines.\",A|B,C, x | y ,0012345,603,1000\n").Movies[7];
        Assert.Equal("Say \"Hi\", Bob", movie.Title);
        Assert.Equal(1999, movie.Year);
        Assert.Equal(["Drama", "Sci-Fi"], movie.Genres);
        Assert.Equal("en", movie.Language);
        Assert.Equal("Two\nlines.", movie.Overview);
        Assert.Equal(["A", "B"], movie.Directors);
        Assert.Equal(["C"], movie.Cast);
        Assert.Equal(["x", "y"], movie.Keywords);
        Assert.Equal("0012345", movie.ImdbId);
        Assert.Equal(603, movie.TmdbId);
        Assert.Equal(1000, movie.AddedAt);
    }

    [Fact]
    public void Read_OnlyItem_IsEnough() => Assert.Equal("", Read("movieId\n1\n").Movies[1].Title);

    [Fact]
    public void Read_BadNumbers_AreRejected()
    {
        MovieCsvResult<long> result = Read("year,item,tmdbId\n19x9,1,5\n1999,2,-5\n10000,3,5\n1999,4,5\n");
        Assert.Equal([4L], result.Movies.Keys);
        Assert.Equal(3, result.Report.RejectedByReason[RejectReason.NumberInvalid]);
    }

    [Fact]
    public void Read_ItemTwice_LastWinsAndIsCounted()
    {
        MovieCsvResult<long> result = Read("item,title\n1,a\n1,b\n2,c\n2,c\n");
        Assert.Equal("b", result.Movies[1].Title);
        Assert.Equal((4L, 2L, 1L, 1L), (result.Report.DataRows, result.Report.Accepted, result.Report.ExactDuplicates, result.Report.ConflictingDuplicates));
    }

    [Theory]
    [InlineData("title,year\na,1999\n")]
    [InlineData("item,title,Title\n1,a,b\n")]
    [InlineData("")]
    public void Read_NoUsableHeader_IsRefused(string text) => Assert.Equal(1, Assert.Throws<DataFormatException>(() => Read(text)).Line);

    [Fact]
    public void DetectIdKind_Ids_AreNumbersOrText()
    {
        Assert.Equal(IdKind.Int64, MovieCsvReader.DetectIdKind(_temporary.Write("a.csv", "item,title\n1,a\n2,b\n")));
        Assert.Equal(IdKind.String, MovieCsvReader.DetectIdKind(_temporary.Write("b.csv", "item,title\ntt01,a\ntt02,b\n")));
    }

    private MovieCsvResult<long> Read(string text) =>
        new MovieCsvReader(new ImportOptions { MaxRejectShare = 1 }).Read<long>(_temporary.Write("movies.csv", text));
}
