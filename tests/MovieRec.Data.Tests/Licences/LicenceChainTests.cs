namespace MovieRec.Data.Tests.Licences;

public sealed class LicenceChainTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Model_TrainedOnMovieLensWithTmdbAndImdb_RemembersAllThree()
    {
        MovieDataSet<long, long> data = new(
            IdMap<long>.Create([1]),
            IdMap<long>.Create([1L, 2]),
            InteractionLog.Create(1, 2, [0, 0], [0, 1]),
            MovieCatalog.Create([new MovieMetadata { TmdbId = 862, ImdbId = "0114709" }, null]),
            DataSetLicences.Find("ml-latest-small")!.ToInfo());
        string tmdb = _files.Write("tmdb.csv", "id,title,overview\n862,Toy Story,Plot\n");
        string imdb = _files.Write("title.basics.tsv", "tconst\tprimaryTitle\tstartYear\tgenres\ntt0114709\tToy Story\t1995\tAnimation\n");

        MovieDataSet<long, long> joined = new MetadataReader().Join(data, [tmdb, imdb]).DataSet;
        DataSetFolder.Write(_files["set"], joined);
        MovieDataSet<long, long> read = DataSetFolder.Read<long, long>(_files["set"]);
        Recommender<long, long>.Train(read, new PopularityTrainer()).Save(_files["model.mrec"]);
        Recommender<long, long> model = Recommender<long, long>.Load(_files["model.mrec"]);

        Assert.Equal(["ml-latest-small", "tmdb", "imdb"], model.Sources.Select(static s => s.Name));
        Assert.Equal(
            [DataSetLicences.Find("ml-latest-small")!.ToInfo(), DataSetLicences.Tmdb.ToInfo(), DataSetLicences.Imdb.ToInfo()], model.Sources);
        Assert.All(model.Sources, static s => Assert.False(s.CommercialUse));
    }

    [Fact]
    public void Registry_EveryEntry_HasItsFacts()
    {
        Assert.Equal(
            ["ml-100k", "ml-1m", "ml-10m", "ml-20m", "ml-25m", "ml-32m", "ml-latest-small", "ml-latest", "tmdb", "imdb"],
            DataSetLicences.All.Select(static l => l.Name));
        Assert.All(DataSetLicences.All, static l =>
        {
            Assert.NotEmpty(l.Terms);
            Assert.NotEmpty(l.Attribution);
            Assert.False(l.CommercialUse);
            Assert.True(l.Sha256.Length is 0 or 64 && l.Md5.Length is 0 or 32);
            Assert.True(l.Sha256.All(char.IsAsciiHexDigitLower) && l.Md5.All(char.IsAsciiHexDigitLower));
        });
        Assert.All(["ml-100k", "ml-1m", "ml-10m", "ml-20m", "ml-25m"], static n => Assert.False(DataSetLicences.Find(n)!.Redistributable));
        Assert.True(DataSetLicences.Find("LATEST-SMALL")!.Redistributable);
        Assert.Null(DataSetLicences.Find("ml-latest")!.Redistributable);
        Assert.Null(DataSetLicences.Find("netflix"));
    }
}
