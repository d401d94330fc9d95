namespace MovieRec.Data.Tests.Catalog;

/// <summary>Queries as people type them, over real catalogues; chosen before looking at what the index returns.</summary>
public sealed class TitleQueriesTests
{
    private static readonly Lazy<MovieDataSet<long, long>> LatestSmall = new(static () => ReferenceData.LatestSmall().DataSet);

    [Theory]
    [InlineData("alien", 280)]
    [InlineData("ALIENS", 350)]
    public void Search_BundledCatalogue_FindsTheMovie(string query, long expected) =>
        Assert.Equal(expected, First(Bundled(), query));

    [Theory]
    [InlineData("toy story", 1)]
    [InlineData("toy story 2", 3114)]
    [InlineData("matrix the", 2571)]
    [InlineData("the matrix", 2571)]
    [InlineData("Matrix, The (1999)", 2571)]
    [InlineData("martix", 2571)]
    [InlineData("amelie", 4973)]
    [InlineData("Amélie", 4973)]
    [InlineData("le fabuleux destin d'amélie poulain", 4973)]
    [InlineData("rocky 2", 2409)]
    [InlineData("rocky III", 2410)]
    [InlineData("godfather", 858)]
    [InlineData("the godfather part 2", 1221)]
    [InlineData("godfather part ii", 1221)]
    [InlineData("pulp ficton", 296)]
    [InlineData("shawshank redemtion", 318)]
    [InlineData("shawshank", 318)]
    [InlineData("forest gump", 356)]
    [InlineData("silence of the lams", 593)]
    [InlineData("schindlers list", 527)]
    [InlineData("se7en", 47)]
    [InlineData("seven samurai", 2019)]
    [InlineData("shichinin no samurai", 2019)]
    [InlineData("wall-e", 60069)]
    [InlineData("walle", 60069)]
    [InlineData("spirited away", 5618)]
    [InlineData("sen to chihiro", 5618)]
    [InlineData("star wars", 260)]
    [InlineData("star wars episode 5", 1196)]
    [InlineData("empire strikes back", 1196)]
    [InlineData("spiderman 2", 8636)]
    [InlineData("et", 1097)]
    [InlineData("E.T.", 1097)]
    [InlineData("blade runner", 541)]
    [InlineData("2001 a space odyssey", 924)]
    [InlineData("2001", 924)]
    [InlineData("dr strangelove", 750)]
    [InlineData("lord of the rings fellowship", 4993)]
    [InlineData("fellowship of the ring", 4993)]
    [InlineData("inglorious basterds", 68157)]
    [InlineData("eternal sunshine", 7361)]
    [InlineData("city of god", 6016)]
    [InlineData("cidade de deus", 6016)]
    [InlineData("life is beautiful", 2324)]
    [InlineData("la vita e bella", 2324)]
    [InlineData("psyco", 1219)]
    [InlineData("casablanca", 912)]
    [InlineData("good bad ugly", 1201)]
    [InlineData("heat 1995", 6)]
    [InlineData("terminator 2", 589)]
    [InlineData("indiana jones last crusade", 1291)]
    [InlineData("back to the futur", 1270)]
    [InlineData("ratatoulle", 50872)]
    [InlineData("pans labyrinth", 48394)]
    [InlineData("leon the professional", 293)]
    [InlineData("mash", 5060)]
    [InlineData("intouchables", 92259)]
    [InlineData("the dark kinght", 58559)]
    public void Search_LatestSmall_FindsTheMovie(string query, long expected)
    {
        ReferenceData.Folder();
        Assert.Equal(expected, First(LatestSmall.Value, query));
    }

    private static long First(MovieDataSet<long, long> data, string query)
    {
        float[] popularity = new float[data.Items.Count];
        foreach (int item in data.Log.Items)
        {
            popularity[item]++;
        }

        TitleHit[] hits = new TitleHit[3];
        int count = TitleIndex.Create(data.Catalog, popularity).Search(query, hits);
        Assert.NotEqual(0, count);
        return data.Items[hits[0].ItemIndex];
    }

    private static MovieDataSet<long, long> Bundled()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MovieRec.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No MovieRec.sln above the test.");
        }

        return DataSetFolder.Read<long, long>(Path.Combine(folder, "samples", "datasets", "screening-room"));
    }
}
