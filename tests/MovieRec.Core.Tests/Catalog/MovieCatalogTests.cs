using FsCheck.Xunit;

namespace MovieRec.Tests.Catalog;

public sealed class MovieCatalogTests
{
    private static readonly MovieMetadata Alien = new()
    {
        Title = "Alien",
        Year = 1979,
        Genres = ["Science Fiction", "Horror"],
        Language = "en",
        Overview = "A crew answers a call.",
        Directors = ["Ridley Scott"],
        Cast = ["Sigourney Weaver", "Tom Skerritt"],
        Keywords = ["space", "android"],
        ImdbId = "0078748",
        TmdbId = 348,
        AddedAt = 1_600_000_000,
    };

    [Fact]
    public void Create_Metadata_ComesBackInSourceOrder()
    {
        MovieCatalog catalog = MovieCatalog.Create([null, Alien]);

        Assert.Equal(2, catalog.Count);
        Assert.Equivalent(Alien, catalog.GetMetadata(1), strict: true);
        Assert.Equal(["Science Fiction", "Horror"], catalog.GetGenres(1));
        Assert.Equal(["Horror", "Science Fiction"], catalog.GenreNames);
    }

    [Fact]
    public void Create_NoMetadata_EverythingEmpty()
    {
        MovieCatalog catalog = MovieCatalog.Create([null]);

        Assert.Equivalent(new MovieMetadata(), catalog.GetMetadata(0), strict: true);
        Assert.Equal("", catalog.GetTitle(0));
        Assert.Equal(0, catalog.GetYear(0));
        Assert.Empty(catalog.GetCast(0));
        Assert.Empty(catalog.GenreNames);
        Assert.Equal(0, MovieCatalog.Create([]).Count);
    }

    [Fact]
    public void Create_ByIdMap_AlignsAndIgnoresStrangers()
    {
        IdMap<int> items = IdMap<int>.Create([5, 9]);

        MovieCatalog catalog = MovieCatalog.Create(items, new Dictionary<int, MovieMetadata> { [9] = Alien, [77] = new() { Title = "Else" } });

        Assert.Equal(["", "Alien"], Enumerable.Range(0, catalog.Count).Select(catalog.GetTitle));
        Assert.Throws<ArgumentNullException>("items", () => MovieCatalog.Create<int>(null!, new Dictionary<int, MovieMetadata>()));
        Assert.Throws<ArgumentNullException>("movies", () => MovieCatalog.Create(items, null!));
        Assert.Throws<ArgumentNullException>("movies", () => MovieCatalog.Create(null!));
        Assert.Throws<ArgumentNullException>("filter", () => catalog.Select(null!));
    }

    [Fact]
    public void MovieDataSet_PartsOfOtherSizes_SaysTheSizes()
    {
        InteractionLogResult<int, int> rows = new InteractionLogBuilder<int, int>().Build([1, 2]);

        ArgumentException e = Assert.Throws<ArgumentException>(
            () => new MovieDataSet<int, int>(rows.Users, rows.Items, rows.Log, MovieCatalog.Create([null])));

        Assert.Contains("2 items in the maps", e.Message, StringComparison.Ordinal);
        Assert.Contains("1 items in the catalogue", e.Message, StringComparison.Ordinal);
        MovieDataSet<int, int> set = new(rows.Users, rows.Items, rows.Log);
        Assert.Equal(2, set.Catalog.Count);
        Assert.Equal(new DataSetInfo(), set.Info);
    }

    [Property(MaxTest = 100)]
    public bool Create_AnyGenres_ComeBackAsGiven(byte[][] rows)
    {
        MovieMetadata[] movies = [.. rows.Select(r => new MovieMetadata { Genres = [.. (r ?? []).Select(g => $"g{g % 9}")] })];
        MovieCatalog catalog = MovieCatalog.Create(movies);
        return movies.Select((m, i) => m.Genres.SequenceEqual(catalog.GetGenres(i))).All(ok => ok)
            && catalog.GenreNames.SequenceEqual(movies.SelectMany(m => m.Genres).Distinct().Order(StringComparer.Ordinal));
    }
}
