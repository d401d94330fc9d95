using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MovieRec.Data.Tests.Metadata;

public sealed class MetadataReaderTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Join_TmdbCsvWithPythonLiterals_FillsByTmdbId()
    {
        string movies = _files.Write("movies_metadata.csv", """
            adult,genres,id,imdb_id,original_language,overview,release_date,title
            False,"[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': 'Comedy'}]",862,tt0114709,en,"Led by Woody,
            the toys live.",1995-10-30,Toy Story
            False,[],1997-08-20,0,,,1,broken
            False,[],863,,en,No overview found.,,Empty
            """);
        string credits = _files.Write("credits.csv", """
            cast,crew,id
            "[{'name': 'Second', 'order': 1}, {'name': 'Tom Hanks', 'order': 0}]","[{'job': 'Director', 'name': 'John Lasseter'}, {'job': 'Editor', 'name': 'X'}]",862
            "[{'name': 'Second', 'order': 1}, {'name': 'Tom Hanks', 'order': 0}]","[{'job': 'Director', 'name': 'John Lasseter'}, {'job': 'Editor', 'name': 'X'}]",862
            """);
        string keywords = _files.Write("keywords.csv", """
            id,keywords
            862,"[{'id': 1, 'name': ""based on children's book""}]"
            862,"[{'id': 1, 'name': 'toy'}, {'id': 1, 'name': 'a|b'}]"
            """);

        MetadataResult<long, long> result = new MetadataReader(new ImportOptions { MaxRejectShare = 0.5 }).Join(Set(), [movies, credits, keywords]);

        MovieMetadata toy = result.DataSet.Catalog.GetMetadata(0);
        Assert.Equal("Toy Story", toy.Title);
        Assert.Equal(1995, toy.Year);
        Assert.Equal(["Animation", "Comedy"], toy.Genres);
        Assert.Equal("Led by Woody, the toys live.", toy.Overview);
        Assert.Equal(["John Lasseter"], toy.Directors);
        Assert.Equal(["Tom Hanks", "Second"], toy.Cast);
        Assert.Equal(["toy", "a/b"], toy.Keywords);
        Assert.Equal("0114709", toy.ImdbId);
        Assert.Equal("", result.DataSet.Catalog.GetOverview(1));
        Assert.Equal((3, 2, 1, 0), Account(result.Files[0]));
        Assert.Equal((2, 1, 0, 1), Account(result.Files[1]));
        Assert.Equal((2, 1, 0, 1), Account(result.Files[2]));
        Assert.Equal(1, result.Files[0].Report.RejectedByReason[RejectReason.IdNotNumeric]);
        Assert.Contains(DataSetLicences.Tmdb.ToInfo(), result.DataSet.Sources);
    }

    [Fact]
    public void Join_TmdbJson_AnyShape()
    {
        const string Movie = """{"id":862,"title":"Toy Story","release_date":"1995-10-30","genre_ids":[16,35],"keywords":{"keywords":[{"name":"toy"}]},"credits":{"cast":[{"name":"Tom Hanks","order":0}],"crew":[{"job":"Director","name":"John Lasseter"}]},"external_ids":{"imdb_id":"tt0114709"}}""";
        string lines = _files.Write("a.jsonl", Movie + "\n{broken\n" + Movie + "\n");
        string list = _files.Write("b.json", "{\"page\": 1,\n \"results\": [" + Movie + ", {\"title\": \"no id\"}]}");
        string array = _files.Write("c.json", "[" + Movie + "]");
        string one = _files.Write("d.json", Movie);
        MetadataReader reader = new(new ImportOptions { MaxRejectShare = 0.6 });

        foreach (string path in (string[])[lines, list, array, one])
        {
            MetadataResult<long, long> result = reader.Join(Set(), [path]);
            MovieMetadata movie = result.DataSet.Catalog.GetMetadata(0);
            Assert.Equal(["Animation", "Comedy"], movie.Genres);
            Assert.Equal(["toy"], movie.Keywords);
            Assert.Equal(["John Lasseter"], movie.Directors);
            Assert.Equal("0114709", movie.ImdbId);
        }

        Assert.Equal((3, 1, 1, 1), Account(reader.Join(Set(), [lines]).Files[0]));
        Assert.Equal((2, 1, 1, 0), Account(reader.Join(Set(), [list]).Files[0]));
    }

    [Fact]
    public void Join_ImdbFiles_UnknownValuesAndCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        CultureInfo.CurrentCulture = comma;
        try
        {
            string basics = _files.Write("title.basics.tsv", "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
                + "tt0114709\tmovie\tToy \"Story\"\tx\t0\t1995\t\\N\t81\tAnimation,Comedy\ntt0000002\tmovie\tSecond\tx\t0\t\\N\t\\N\t\\N\t\\N\ntt9\tmovie\tOther\tx\t0\tabc\t\\N\t\\N\t\\N\n");
            string ratings = _files.Write("title.ratings.tsv.gz", Gzip("tconst\taverageRating\tnumVotes\ntt0114709\t8.3\t700000\ntt0000002\t7,1\t5\n"));

            MetadataResult<long, long> result = new MetadataReader(new ImportOptions { MaxRejectShare = 0.5 }).Join(
                Set(imdbIds: ["0114709", "0000002"]), [basics, ratings]);

            Assert.Equal("Toy \"Story\"", result.DataSet.Catalog.GetTitle(0));
            Assert.Equal(1995, result.DataSet.Catalog.GetYear(0));
            Assert.Equal(["Animation", "Comedy"], result.DataSet.Catalog.GetGenres(0));
            Assert.Equal(0, result.DataSet.Catalog.GetYear(1));
            Assert.Equal((3, 3, 0, 0), Account(result.Files[0]));
            Assert.Equal((2, 1, 1, 0), Account(result.Files[1]));
            Assert.Equal(1, result.Files[1].Report.RejectedByReason[RejectReason.RatingDecimalComma]);
            Assert.True(result.Votes!.TryGet("tt0114709", out TitleVote vote));
            Assert.Equal(new TitleVote(8.3f, 700_000), vote);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Join_SeveralSources_FirstWinsFieldByFieldAndLinksJoin()
    {
        string links = _files.Write("links.csv", "movieId,imdbId,tmdbId\n10,0114709,862\n20,,\n");
        string first = _files.Write("first.csv", "item,title,overview\n10,First,\n");
        string second = _files.Write("tmdb.csv", "id,title,overview\n862,Second,Plot\n");

        MetadataResult<long, long> result = new MetadataReader().Join(Set(tmdbIds: [0, 0]), [first, second, links]);

        Assert.Equal("First", result.DataSet.Catalog.GetTitle(0));
        Assert.Equal("Plot", result.DataSet.Catalog.GetOverview(0));
        Assert.Equal(862, result.DataSet.Catalog.GetTmdbId(0));
        Assert.Equal("own 20", result.DataSet.Catalog.GetTitle(1));
    }

    [Fact]
    public void Join_GzipBomb_IsRefused()
    {
        string bomb = _files.Write("bomb.tsv.gz", Gzip("tconst\taverageRating\tnumVotes\n" + new string('\n', 40 << 20)));

        DataFormatException e = Assert.Throws<DataFormatException>(() => new MetadataReader().Join(Set(), [bomb]));

        Assert.Contains("decompresses to more than", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Join_NoMetadata_IsRefused()
    {
        string other = _files.Write("x.csv", "a,b\n1,2\n");

        Assert.Throws<DataFormatException>(() => new MetadataReader().Join(Set(), [other]));
    }

    [Fact]
    public void Join_ReferenceJoin_ReproducesItsCoverage()
    {
        string folder = ReferenceData.Folder();
        MovieDataSet<long, long> small = ReferenceData.LatestSmall().DataSet;
        MovieDataSet<long, long> bare = new(small.Users, small.Items, small.Log);

        MetadataResult<long, long> result = new MetadataReader(new ImportOptions { Mode = BadRowMode.Strict }).Join(
            bare, [Path.Combine(folder, "metadata", "tmdb_join.csv")]);

        Dictionary<string, MetadataCoverage> coverage = MetadataCoverage.Measure(result.DataSet).ToDictionary(static c => c.Field);
        using System.Text.Json.JsonDocument expected = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "metadata", "coverage.json")));
        foreach ((string field, string name) in ((string, string)[])
            [("title", "title"), ("overview", "overview"), ("language", "original_language"), ("year", "release_year"), ("genres", "genres"),
                ("directors", "directors"), ("cast", "cast"), ("keywords", "keywords"), ("complete", "overview_directors_cast_keywords_all_present")])
        {
            System.Text.Json.JsonElement row = expected.RootElement.GetProperty(name);
            Assert.Equal(row.GetProperty("movies").GetInt32(), coverage[field].Items);
            Assert.Equal(row.GetProperty("share_of_9742").GetDouble(), coverage[field].ItemShare, 0.00006);
            Assert.Equal(row.GetProperty("share_of_ratings").GetDouble(), coverage[field].InteractionShare, 0.00006);
        }

        MetadataResult<long, long> own = new MetadataReader().Join(small, [Path.Combine(folder, "metadata", "tmdb_join.csv")]);
        Assert.Equal(expected.RootElement.GetProperty("year_differs_by_more_than_2_from_MovieLens_title").GetInt32(), own.YearConflicts.Count);
        Assert.Contains(2894, own.YearConflicts);
        Assert.Contains(4484, own.YearConflicts);
    }

    [Fact]
    public void Join_ReferenceFiles_EveryRowAccountedFor()
    {
        string folder = Path.Combine(ReferenceData.Folder(), "metadata");

        MetadataResult<long, long> result = new MetadataReader(new ImportOptions { RejectsDirectory = _files.Path }).Join(
            ReferenceData.LatestSmall().DataSet,
            [Path.Combine(folder, "tmdb_5000_movies.csv"), Path.Combine(folder, "keywords.csv"), Path.Combine(folder, "title.ratings.tsv.gz")]);

        Assert.Equal((4803, 4803, 0, 0), Account(result.Files[0]));
        Assert.Equal((9597, 9543, 0, 54), Account(result.Files[1]));
        Assert.Equal((9634, 9634, 0, 0), Account(result.Files[2]));
        Assert.Equal(3537, result.Files[0].FilledValues["title"]);
        Assert.Equal(9634, result.Files[2].MatchedItems);
    }

    private static MovieDataSet<long, long> Set(long[]? tmdbIds = null, string[]? imdbIds = null)
    {
        long[] ids = [10, 20];
        tmdbIds ??= [862, 863];
        return new MovieDataSet<long, long>(
            IdMap<long>.Create([1]),
            IdMap<long>.Create(ids),
            InteractionLog.Create(1, 2, [0], [0]),
            MovieCatalog.Create([.. ids.Select((id, i) => new MovieMetadata
            {
                Title = $"own {id}", TmdbId = tmdbIds[i], ImdbId = imdbIds?[i] ?? "",
            })]),
            DataSetLicences.Find("ml-25m")!.ToInfo());
    }

    private static (long Rows, long Accepted, long Rejected, long Duplicates) Account(MetadataFile file) =>
        (file.Report.DataRows, file.Report.Accepted, file.Report.Rejected, file.Report.Duplicates);

    private static byte[] Gzip(string text)
    {
        using MemoryStream result = new();
        using (GZipStream gzip = new(result, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return result.ToArray();
    }
}
