namespace MovieRec.Tests.Catalog;

public sealed class TitleIndexTests
{
    private static readonly (string Title, int Year)[] Movies =
    [
        ("The Matrix", 1999),
        ("The Matrix Reloaded", 2003),
        ("Amelie (Le fabuleux destin d'Amélie Poulain)", 2001),
        ("Rocky II", 1979),
        ("Rocky", 1976),
        ("WALL·E", 2008),
        ("Spider-Man", 2002),
        ("E.T. the Extra-Terrestrial", 1982),
        ("Blade Runner", 1982),
        ("Blade Runner 2049", 2017),
        ("千と千尋の神隠し", 2001),
        ("Сталкер", 1979),
        ("Seven (a.k.a. Se7en)", 1995),
        ("Fast & Furious", 2009),
        ("1917", 2019),
        ("The Kid", 1921),
        ("Kid", 1990),
        ("Heat", 1995),
        ("Heat", 1986),
        ("Tom Yum Goong (ต้มยำกุ้ง)", 2005),
        ("Schindler's List", 1993),
        ("M*A*S*H", 1970),
        ("", 2000),
        ("Æon Flux", 2005),
        ("Straße der Sehnsucht", 1970),
    ];

    private static readonly TitleIndex Index = TitleIndex.Create(Catalogue(Movies));

    [Theory]
    [InlineData("the matrix", "The Matrix", TitleMatch.Exact)]
    [InlineData("matrix the", "The Matrix", TitleMatch.Exact)]
    [InlineData("Matrix, The (1999)", "The Matrix", TitleMatch.Exact)]
    [InlineData("matrix", "The Matrix", TitleMatch.Exact)]
    [InlineData("THE  MATRIX!", "The Matrix", TitleMatch.Exact)]
    [InlineData("thematrix", "The Matrix", TitleMatch.Exact)]
    [InlineData("the mat", "The Matrix", TitleMatch.Prefix)]
    [InlineData("amelie", "Amelie (Le fabuleux destin d'Amélie Poulain)", TitleMatch.Exact)]
    [InlineData("Amélie", "Amelie (Le fabuleux destin d'Amélie Poulain)", TitleMatch.Exact)]
    [InlineData("ame\u0301lie", "Amelie (Le fabuleux destin d'Amélie Poulain)", TitleMatch.Exact)]
    [InlineData("fabuleux destin d'amelie poulain, le", "Amelie (Le fabuleux destin d'Amélie Poulain)", TitleMatch.Exact)]
    [InlineData("rocky 2", "Rocky II", TitleMatch.Exact)]
    [InlineData("rocky two", "Rocky II", TitleMatch.Exact)]
    [InlineData("rocky ii", "Rocky II", TitleMatch.Exact)]
    [InlineData("rocky i", "Rocky II", TitleMatch.Prefix)]
    [InlineData("wall-e", "WALL·E", TitleMatch.Exact)]
    [InlineData("walle", "WALL·E", TitleMatch.Exact)]
    [InlineData("spiderman", "Spider-Man", TitleMatch.Exact)]
    [InlineData("spider man", "Spider-Man", TitleMatch.Exact)]
    [InlineData("et the extra terrestrial", "E.T. the Extra-Terrestrial", TitleMatch.Exact)]
    [InlineData("extraterrestrial", "E.T. the Extra-Terrestrial", TitleMatch.Words)]
    [InlineData("blade runner 1982", "Blade Runner", TitleMatch.Exact)]
    [InlineData("blade runner 2049", "Blade Runner 2049", TitleMatch.Exact)]
    [InlineData("blade runner (2017)", "Blade Runner 2049", TitleMatch.Prefix)]
    [InlineData("千尋", "千と千尋の神隠し", TitleMatch.Words)]
    [InlineData("千と千", "千と千尋の神隠し", TitleMatch.Prefix)]
    [InlineData("СТАЛКЕР", "Сталкер", TitleMatch.Exact)]
    [InlineData("сталкр", "Сталкер", TitleMatch.Typo)]
    [InlineData("ต้มยำกุ้ง", "Tom Yum Goong (ต้มยำกุ้ง)", TitleMatch.Exact)]
    [InlineData("se7en", "Seven (a.k.a. Se7en)", TitleMatch.Exact)]
    [InlineData("fast and furious", "Fast & Furious", TitleMatch.Exact)]
    [InlineData("1917", "1917", TitleMatch.Exact)]
    [InlineData("schindlers lst", "Schindler's List", TitleMatch.Typo)]
    [InlineData("shcindlers list", "Schindler's List", TitleMatch.Typo)]
    [InlineData("list schindlers", "Schindler's List", TitleMatch.Words)]
    [InlineData("mash", "M*A*S*H", TitleMatch.Exact)]
    [InlineData("aeon flux", "Æon Flux", TitleMatch.Exact)]
    [InlineData("strasse der sehnsucht", "Straße der Sehnsucht", TitleMatch.Exact)]
    [InlineData("martix", "The Matrix", TitleMatch.Typo)]
    [InlineData("ｍａｔｒｉｘ", "The Matrix", TitleMatch.Exact)]
    public void Search_AsPeopleType_FindsTheTitle(string query, string expected, TitleMatch match)
    {
        TitleHit[] hits = new TitleHit[5];

        int count = Index.Search(query, hits);

        Assert.InRange(count, 1, 5);
        Assert.Equal((expected, match), (Movies[hits[0].ItemIndex].Title, hits[0].Match));
    }

    [Theory]
    [InlineData("the kid", 1921)]
    [InlineData("kid", 1990)]
    [InlineData("kid 1921", 1921)]
    [InlineData("heat", 1995)]
    [InlineData("heat 1986", 1986)]
    [InlineData("heat 1987", 1986)]
    public void Search_SameOrNearlySameTitles_ArticleAndYearDecide(string query, int year)
    {
        TitleHit[] hits = new TitleHit[3];

        Index.Search(query, hits);

        Assert.Equal(year, Movies[hits[0].ItemIndex].Year);
    }

    [Fact]
    public void Search_EqualMatches_PopularityThenLowerIndex()
    {
        MovieCatalog catalogue = Catalogue([("Star One", 0), ("Star Two", 0), ("Star Three", 0), ("Lone Star", 0)]);
        TitleHit[] hits = new TitleHit[4];

        Assert.Equal(4, TitleIndex.Create(catalogue).Search("star", hits));
        Assert.Equal([0, 1, 2, 3], hits.Select(static h => h.ItemIndex));

        Assert.Equal(4, TitleIndex.Create(catalogue, [1, 5, 5, 100]).Search("star", hits));
        Assert.Equal([1, 2, 0, 3], hits.Select(static h => h.ItemIndex));
    }

    [Fact]
    public void Search_ExactPrefixTypo_InThisOrder()
    {
        MovieCatalog catalogue = Catalogue([("Alein Nation", 0), ("Aliens", 0), ("Alien", 0), ("The Last Alien", 0), ("Alein", 0)]);
        TitleHit[] hits = new TitleHit[5];

        Assert.Equal(5, TitleIndex.Create(catalogue).Search("alien", hits));

        Assert.Equal([2, 1, 3, 4, 0], hits.Select(static h => h.ItemIndex));
        Assert.Equal([TitleMatch.Exact, TitleMatch.Prefix, TitleMatch.Words, TitleMatch.Typo, TitleMatch.Typo], hits.Select(static h => h.Match));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  !?. ")]
    [InlineData("qqqqqqqqqq")]
    [InlineData("zz")]
    public void Search_NothingToFind_WritesNothing(string query) => Assert.Equal(0, Index.Search(query, new TitleHit[3]));

    [Fact]
    public void Search_EmptyDestination_WritesNothing() => Assert.Equal(0, Index.Search("matrix", []));

    [Fact]
    public void Search_AnyText_ReturnsEachItemOnceInOrderAndRepeatsItself()
    {
        Random random = new(5);
        const string Letters = "the matrix rocky ii (1999) 千と É·-.&'\u0301\uD83C\uDFAC\uD83C";
        TitleHit[] hits = new TitleHit[30];
        TitleHit[] again = new TitleHit[30];
        for (int round = 0; round < 2000; round++)
        {
            string query = string.Concat(Enumerable.Range(0, random.Next(300)).Select(_ => Letters[random.Next(Letters.Length)]));

            int count = Index.Search(query, hits);

            Assert.Equal(count, Index.Search(query, again));
            Assert.Equal(hits[..count], again[..count]);
            Assert.Equal(count, hits[..count].Select(static h => h.ItemIndex).Distinct().Count());
            Assert.All(hits[..count], static h => Assert.InRange(h.Score, 0.0001f, 1f));
            Assert.All(hits[..count], static h => Assert.NotEqual(TitleMatch.None, h.Match));
            Assert.Equal(hits[..count].Select(static h => h.Score).OrderDescending(), hits[..count].Select(static h => h.Score));
        }
    }

    [Fact]
    public void Search_ShorterDestination_IsTheBeginningOfTheLonger()
    {
        TitleHit[] all = new TitleHit[25];
        int count = Index.Search("the", all);
        for (int length = 1; length <= count; length++)
        {
            TitleHit[] some = new TitleHit[length];
            Assert.Equal(length, Index.Search("the", some));
            Assert.Equal(all[..length], some);
        }
    }

    [Fact]
    public void Search_Warm_AllocatesNothing()
    {
        TitleHit[] hits = new TitleHit[10];

        Assert.Equal(0, Allocations.PerCall(() => Index.Search("the matirx reloadde", hits)));
    }

    [Fact]
    public void Search_ManyThreads_SameAnswers()
    {
        string[] queries = ["matrix", "rocky 2", "amelie", "blade runer", "the"];
        int[][] expected = [.. queries.Select(Indices)];

        Parallel.For(0, 2000, i => Assert.Equal(expected[i % queries.Length], Indices(queries[i % queries.Length])));

        static int[] Indices(string query)
        {
            TitleHit[] hits = new TitleHit[10];
            return [.. hits[..Index.Search(query, hits)].Select(static h => h.ItemIndex)];
        }
    }

    [Fact]
    public void Create_PopularityOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => TitleIndex.Create(Catalogue(Movies), [1, 2]));

    private static MovieCatalog Catalogue((string Title, int Year)[] movies) =>
        MovieCatalog.Create([.. movies.Select(static m => new MovieMetadata { Title = m.Title, Year = m.Year })]);
}
