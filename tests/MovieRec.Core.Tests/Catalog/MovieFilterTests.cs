namespace MovieRec.Tests.Catalog;

public sealed class MovieFilterTests
{
    private static readonly MovieCatalog Catalog = MovieCatalog.Create(
    [
        new MovieMetadata { Year = 1979, Genres = ["Horror", "Science Fiction"], Language = "en" },
        new MovieMetadata { Year = 1986, Genres = ["Action"], Language = "en" },
        new MovieMetadata { Year = 2001, Genres = ["Romance", "Comedy"], Language = "fr" },
        new MovieMetadata { Genres = ["Horror"] },
        null,
    ]);

    [Fact]
    public void Select_NothingGiven_Everything() => Assert.Equal([0, 1, 2, 3, 4], Matching(new MovieFilter()));

    [Fact]
    public void Select_Genres_AnyOfThemWithoutCase()
    {
        Assert.Equal([0, 3], Matching(new MovieFilter { Genres = ["horror"] }));
        Assert.Equal([0, 1, 3], Matching(new MovieFilter { Genres = ["ACTION", "Horror"] }));
        Assert.Equal([], Matching(new MovieFilter { Genres = ["Western"] }));
        Assert.Equal([], Matching(new MovieFilter { Genres = ["Science"] })); // whole names only
    }

    [Fact]
    public void Select_Years_InclusiveAndUnknownNeverMatches()
    {
        Assert.Equal([1, 2], Matching(new MovieFilter { FromYear = 1986 }));
        Assert.Equal([0, 1], Matching(new MovieFilter { ToYear = 1986 }));
        Assert.Equal([1], Matching(new MovieFilter { FromYear = 1986, ToYear = 1986 }));
        Assert.Equal([0, 1, 2], Matching(new MovieFilter { FromYear = int.MinValue }));
        Assert.Equal([], Matching(new MovieFilter { FromYear = 2002, ToYear = 1900 }));
    }

    [Fact]
    public void Select_Languages_AnyOfThemWithoutCase()
    {
        Assert.Equal([2], Matching(new MovieFilter { Languages = ["FR"] }));
        Assert.Equal([0, 1, 2], Matching(new MovieFilter { Languages = ["fr", "en"] }));
    }

    [Fact]
    public void Select_ExcludedGenres_NoneOfThemWithoutCase()
    {
        Assert.Equal([1, 2, 4], Matching(new MovieFilter { ExcludedGenres = ["HORROR"] }));
        Assert.Equal([], Matching(new MovieFilter { Genres = ["Horror"], ExcludedGenres = ["Horror"] }));
    }

    [Fact]
    public void Select_Added_InclusiveAndUnknownNeverMatches()
    {
        MovieCatalog catalog = MovieCatalog.Create([new MovieMetadata { AddedAt = 100 }, new MovieMetadata { AddedAt = 200 }, new MovieMetadata()]);
        Assert.Equal([1], Matching(catalog, new MovieFilter { AddedFrom = 101 }));
        Assert.Equal([0], Matching(catalog, new MovieFilter { AddedTo = 199 }));
        Assert.Equal([0, 1], Matching(catalog, new MovieFilter { AddedFrom = 100, AddedTo = 200 }));
        Assert.Equal([0, 1, 2], Matching(catalog, new MovieFilter()));
    }

    [Fact]
    public void Select_Available_OnlyItemsOfTheMask() =>
        Assert.Equal([0], Matching(new MovieFilter { Available = ItemMask.FromItems(5, [0, 1, 4]), Genres = ["Horror"] }));

    [Fact]
    public void Select_SeveralParts_AllMustHold() =>
        Assert.Equal([0], Matching(new MovieFilter { Genres = ["Horror", "Action"], Languages = ["en"], ToYear = 1980 }));

    [Fact]
    public void Matches_OneMovie_SameAsTheMask()
    {
        MovieFilter filter = new() { Genres = ["Horror"] };

        Assert.True(filter.Matches(Catalog, 3));
        Assert.False(filter.Matches(Catalog, 4));
        Assert.Throws<ArgumentNullException>("catalog", () => filter.Matches(null!, 0));
    }

    private static int[] Matching(MovieFilter filter) => Matching(Catalog, filter);

    private static int[] Matching(MovieCatalog catalog, MovieFilter filter)
    {
        ItemMask mask = catalog.Select(filter);
        Assert.Equal(catalog.Count, mask.ItemCount);
        return [.. Enumerable.Range(0, mask.ItemCount).Where(mask.Contains)];
    }
}
