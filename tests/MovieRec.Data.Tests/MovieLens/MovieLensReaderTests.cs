using System.Text;

namespace MovieRec.Data.Tests.MovieLens;

public sealed class MovieLensReaderTests : IDisposable
{
    private static readonly ImportOptions Strict = new() { Mode = BadRowMode.Strict, TimeProvider = FixedTime.NewYear2020 };
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_Csv_TakesRatingsMoviesLinksAndTags()
    {
        _temporary.Write("ratings.csv", "userId,movieId,rating,timestamp\r\n1,1,4.0,100\r\n1,3,0.5,90\r\n2,1,5.0,80\r\n");
        _temporary.Write("movies.csv", "movieId,title,genres\r\n1,\"Matrix, The (1999)\",Action|Sci-Fi\r\n2,Nothing,(no genres listed)\r\n3,\"He said \"\"Ünter\"\" (1990)\",Drama\r\n");
        _temporary.Write("links.csv", "movieId,imdbId,tmdbId\r\n1,0133093,603\r\n2,0000002,\r\n3,0114709,862\r\n");
        _temporary.Write("tags.csv", "userId,movieId,tag,timestamp\r\n1,1,Cyber Punk,100\r\n2,1,cyber punk,100\r\n2,1,a classic,100\r\n1,3,\"x, y\",5\r\n");
        Assert.True(MovieLensReader.TryDetect(_temporary.Path, out MovieLensFormat format));
        Assert.Equal(MovieLensFormat.Csv, format);
        ImportResult<long, long> result = new MovieLensReader(Strict).Read(_temporary.Path);
        MovieDataSet<long, long> data = result.DataSet;
        Assert.Equal([1L, 2, 3], data.Items.Ids.ToArray());
        Assert.Equal([2, 0, 0], data.Log.Items.ToArray());
        Assert.Equal([0.5f, 4f, 5f], data.Log.Ratings.ToArray());
        Assert.Equal([90L, 100, 80], data.Log.Timestamps.ToArray());
        MovieMetadata first = data.Catalog.GetMetadata(0);
        Assert.Equal(("The Matrix", 1999, "0133093", 603L), (first.Title, first.Year, first.ImdbId, first.TmdbId));
        Assert.Equal(["Action", "Sci-Fi"], first.Genres);
        Assert.Equal(["cyber punk", "a classic"], first.Keywords);
        Assert.Equal(("Nothing", 0, 0L), (data.Catalog.GetTitle(1), data.Catalog.GetYear(1), data.Catalog.GetTmdbId(1)));
        Assert.Empty(data.Catalog.GetGenres(1));
        Assert.Equal("He said \"Ünter\"", data.Catalog.GetTitle(2));
        Assert.Equal(["x, y"], data.Catalog.GetKeywords(2));
        Assert.Equal(["movies.csv", "links.csv", "tags.csv", "ratings.csv"], result.Report.Files.Select(static f => Path.GetFileName(f.Path)));
        Assert.Equal(13, result.Report.DataRows);
        Assert.Equal(13, result.Report.Accepted);
    }

    [Fact]
    public void Read_Csv_ColumnsInAnotherOrder_AreFoundByName()
    {
        _temporary.Write("ratings.csv", "timestamp,rating,movieId,userId\n100,4.0,2,1\n");
        _temporary.Write("movies.csv", "genres,title,movieId\nDrama,A (2000),2\n");
        MovieDataSet<long, long> data = new MovieLensReader(Strict).Read(_temporary.Path).DataSet;
        Assert.Equal((1L, 2L, 4f, 100L), (data.Users[0], data.Items[0], data.Log.Ratings[0], data.Log.Timestamps[0]));
        Assert.Equal(2000, data.Catalog.GetYear(0));
    }

    [Theory]
    [InlineData("1,2,4.0,100\n1,3,4.0,100\n")]
    [InlineData("userId,movieId,timestamp\n1,2,100\n")]
    public void Read_Csv_HeaderMissingOrIncomplete_IsRefused(string text)
    {
        _temporary.Write("ratings.csv", text);
        DataFormatException error = Assert.Throws<DataFormatException>(() => new MovieLensReader().Read(_temporary.Path));
        Assert.Equal(1, error.Line);
        Assert.Contains("rating", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_100K_IsTabbedAndLatin1()
    {
        _temporary.Write("u.data", "196\t1\t3\t881250949\n186\t2\t5\t891717742\n");
        string flags = "0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0";
        string unknown = "1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0";
        _temporary.Write("u.item", Encoding.Latin1.GetBytes(
            $"1|Toy Story (1995)|01-Jan-1995||http://x|{flags}\n2|Cité, La|01-Jan-1977||http://y|{unknown}\n"));
        Assert.True(MovieLensReader.TryDetect(_temporary.Path, out MovieLensFormat format));
        Assert.Equal(MovieLensFormat.Tab100K, format);
        MovieDataSet<long, long> data = new MovieLensReader(Strict).Read(_temporary.Path).DataSet;
        Assert.Equal([186L, 196], data.Users.Ids.ToArray());
        Assert.Equal([5f, 3f], data.Log.Ratings.ToArray());
        Assert.Equal(["Animation", "Children's", "Comedy"], data.Catalog.GetGenres(0));
        Assert.Equal(("La Cité", 1977), (data.Catalog.GetTitle(1), data.Catalog.GetYear(1)));
        Assert.Empty(data.Catalog.GetGenres(1));
        Assert.Equal(("ml-100k", false), (data.Info.Name, data.Info.Redistributable));
    }

    [Fact]
    public void Read_1M_IsDoubleColonAndLatin1()
    {
        _temporary.Write("ratings.dat", "1::1193::5::978300760\n1::661::3::978302109\n");
        _temporary.Write("movies.dat", Encoding.Latin1.GetBytes("661::James: and the Giant Peach (1996)::Animation|Musical\n1193::Misérables, Les (1975)::Drama\n"));
        _temporary.Write("users.dat", "1::F::1::10::48067\n");
        Assert.True(MovieLensReader.TryDetect(_temporary.Path, out MovieLensFormat format));
        Assert.Equal(MovieLensFormat.Dat1M, format);
        MovieDataSet<long, long> data = new MovieLensReader(Strict).Read(_temporary.Path).DataSet;
        Assert.Equal("James: and the Giant Peach", data.Catalog.GetTitle(0));
        Assert.Equal("Les Misérables", data.Catalog.GetTitle(1));
        Assert.Equal([5f, 3f], data.Log.Ratings.ToArray());
        Assert.Equal("ml-1m", data.Info.Name);
    }

    [Fact]
    public void Read_10M_IsDoubleColonAndUtf8WithHalfStarsAndTags()
    {
        _temporary.Write("ratings.dat", "1::122::5::838985046\n2::122::3.5::838983525\n");
        _temporary.Write("movies.dat", "122::Amélie: \"Fabuleux\" (2001)::Comedy|Romance\n");
        _temporary.Write("tags.dat", "15::122::excellent!::1215184630\n");
        Assert.True(MovieLensReader.TryDetect(_temporary.Path, out MovieLensFormat format));
        Assert.Equal(MovieLensFormat.Dat10M, format);
        MovieDataSet<long, long> data = new MovieLensReader(Strict).Read(_temporary.Path).DataSet;
        Assert.Equal("Amélie: \"Fabuleux\"", data.Catalog.GetTitle(0));
        Assert.Equal([5f, 3.5f], data.Log.Ratings.ToArray());
        Assert.Equal(["excellent!"], data.Catalog.GetKeywords(0));
        Assert.Equal("ml-10m", data.Info.Name);
    }

    [Theory]
    [InlineData("ratings.dat", "1::2::5::100\n1,2,5,100\n1::2::5\n", 2)]
    [InlineData("u.data", "1\t2\t5\t100\n1::2::5::100\n1\t2\t5\t100\t9\n", 2)]
    public void Read_OldFormats_RejectBadRowsToo(string name, string text, int rejected)
    {
        _temporary.Write(name, text);
        FileReport report = new MovieLensReader(Strict with { Mode = BadRowMode.Quarantine, MaxRejectShare = 1 }).Read(_temporary.Path).Report.Interactions;
        Assert.Equal(rejected, report.Rejected);
        Assert.Equal(report.DataRows, report.Accepted + report.Rejected + report.Duplicates);
    }

    [Fact]
    public void Read_MovieWithoutTheMoviesFile_IsNotRequired()
    {
        _temporary.Write("ratings.csv", "userId,movieId,rating,timestamp\n1,777,4.0,100\n");
        Assert.Equal([777L], new MovieLensReader(Strict).Read(_temporary.Path).DataSet.Items.Ids.ToArray());
    }

    [Fact]
    public void Read_OtherFolder_SaysWhatWasLookedFor()
    {
        Assert.False(MovieLensReader.TryDetect(_temporary.Path, out _));
        Assert.Contains("ratings.csv", Assert.Throws<DataFormatException>(() => new MovieLensReader().Read(_temporary.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => new MovieLensReader().Read(_temporary["absent"]));
    }

    [Fact]
    public void Read_RatesAboveTheFutureBorder_AreJudgedByTheGivenClock()
    {
        // One day of grace: 2020-01-02 00:00:00 is accepted, a second later is the future.
        _temporary.Write("ratings.csv", "userId,movieId,rating,timestamp\n1,1,4.0,1577923200\n1,2,4.0,1577923201\n");
        FileReport report = new MovieLensReader(Strict with { Mode = BadRowMode.Quarantine, MaxRejectShare = 1 }).Read(_temporary.Path).Report.Interactions;
        Assert.Equal((1L, 1L), (report.Accepted, report.RejectedByReason[RejectReason.TimestampInFuture]));
        Assert.Equal(2, new MovieLensReader(Strict with { TimeProvider = TimeProvider.System }).Read(_temporary.Path).DataSet.Log.Count);
    }

    [Fact]
    public void Read_LatestSmall_HasTheKnownFacts()
    {
        ImportResult<long, long> result = ReferenceData.LatestSmall();
        MovieDataSet<long, long> data = result.DataSet;
        Assert.Equal((100_836, 610, 9742), (data.Log.Count, data.Users.Count, data.Items.Count));
        Assert.Equal((0L, 0L), (result.Report.Rejected, result.Report.Duplicates));
        Assert.Equal(9742 + 9742 + 3683 + 100_836, result.Report.DataRows);
        Assert.Equal(("The American President", 1995), Title(data, 11));
        Assert.Equal(("The Matrix", 1999), Title(data, 2571));
        Assert.Equal(("The City of Lost Children (La Cité des enfants perdus)", 1995), Title(data, 29));
        Assert.Equal(8, Enumerable.Range(0, 9742).Count(i => data.Catalog.GetTmdbId(i) == 0));
        Assert.Equal(18, 9742 - data.Log.Items.ToArray().Distinct().Count());
        Assert.Equal(34, Enumerable.Range(0, 9742).Count(i => data.Catalog.GetGenres(i).Count == 0));
        Assert.Equal(19, data.Catalog.GenreNames.Count);
        Assert.Equal(("ml-latest-small", true, false), (data.Info.Name, data.Info.Redistributable, data.Info.CommercialUse));
        data.Items.TryGetIndex(1, out int toyStory);
        Assert.Equal("0114709", data.Catalog.GetImdbId(toyStory));
        Assert.Equal(862, data.Catalog.GetTmdbId(toyStory));
    }

    [Fact]
    public void WriteRead_LatestSmall_IsTheSameDataSet()
    {
        MovieDataSet<long, long> data = ReferenceData.LatestSmall().DataSet;
        DataSetFolder.Write(_temporary["set"], data);
        TestDataSets.AssertEqual(data, DataSetFolder.Read<long, long>(_temporary["set"]));
    }

    private static (string Title, int Year) Title(MovieDataSet<long, long> data, long id)
    {
        Assert.True(data.Items.TryGetIndex(id, out int index));
        return (data.Catalog.GetTitle(index), data.Catalog.GetYear(index));
    }
}
