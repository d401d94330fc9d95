namespace MovieRec.Data;

/// <summary>
/// The data sets whose terms this library knows. Checksums and lengths are those that the publisher or several
/// independent projects state; what nobody states is absent, never guessed. See docs/licences.md.
/// </summary>
public static class DataSetLicences
{
    private const string Citation =
        "F. Maxwell Harper and Joseph A. Konstan. 2015. The MovieLens Datasets: History and Context. "
        + "ACM Transactions on Interactive Intelligent Systems (TiiS) 5, 4: 19:1–19:19. https://doi.org/10.1145/2827872";

    /// <summary>TMDB: metadata by its API, or data sets made from it.</summary>
    public static DataSetLicence Tmdb { get; } = new()
    {
        Name = "tmdb",
        Description = "The Movie Database: titles, plots, genres, keywords, cast and crew, by API or in data sets made from it",
        Terms = "TMDB API terms of use: non-commercial use free with attribution and a key of one's own, commercial use only "
            + "with an agreement, the data may not be passed on as a data set",
        Redistributable = false,
        CommercialUse = false,
        Attribution = "This product uses the TMDB API but is not endorsed or certified by TMDB.",
        SourcePage = new Uri("https://www.themoviedb.org/api-terms-of-use"),
    };

    /// <summary>IMDb non-commercial data sets: <c>title.basics</c> and <c>title.ratings</c>.</summary>
    public static DataSetLicence Imdb { get; } = new()
    {
        Name = "imdb",
        Description = "IMDb non-commercial data sets: titles, years, genres, mean ratings and votes (title.basics, title.ratings)",
        Terms = "IMDb non-commercial licensing: personal and non-commercial use only, not to be republished or turned into another database",
        Redistributable = false,
        CommercialUse = false,
        Attribution = "Information courtesy of IMDb (https://www.imdb.com). Used with permission.",
        SourcePage = new Uri("https://developer.imdb.com/non-commercial-datasets/"),
    };

    /// <summary>Every known data set, in the order of their names here.</summary>
    public static IReadOnlyList<DataSetLicence> All { get; } =
    [
        MovieLens("ml-100k", "100,000 ratings of 943 users on 1,682 movies, 1998", false, 4_924_029,
            "50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229", "0e33842e24a9c977be4e0107933c0723"),
        MovieLens("ml-1m", "1,000,209 ratings of 6,040 users on 3,883 movies, 2003", false, 5_917_549,
            "a6898adb50b9ca05aa231689da44c217cb524e7ebd39d264c56e2832f2c54e20", "c4d9eecfca2ab87c1945afe126590906"),
        MovieLens("ml-10m", "10,000,054 ratings of 69,878 users on 10,681 movies, 2009", false, 0,
            "", "ce571fd55effeba0271552578f2648bd"),
        MovieLens("ml-20m", "20,000,263 ratings of 138,493 users on 27,278 movies, 2015", false, 198_702_078,
            "96f243c338a8665f6bcc89c53edf6ee39162a846940de6b7c8c48aeada765ff3", "cd245b17a1ae2cc31bb14903e1204af3"),
        MovieLens("ml-25m", "25,000,095 ratings of 162,541 users on 62,423 movies, 2019", false, 261_978_986,
            "8b21cfb7eb1706b4ec0aac894368d90acf26ebdfb6aced3ebd4ad5bd1eb9c6aa", "6b51fb2759a8657d3bfcbfc42b592ada"),
        MovieLens("ml-32m", "32,000,204 ratings of 200,948 users on 87,585 movies, 2023", true, 238_950_008,
            "", "d472be332d4daa821edc399621853b57"),
        MovieLens("ml-latest-small", "100,836 ratings of 610 users on 9,742 movies, 2018; replaced from time to time", true, 978_202,
            "696d65a3dfceac7c45750ad32df2c259311949efec81f0f144fdfb91ebc9e436", ""),
        MovieLens("ml-latest", "all ratings of a year; replaced from time to time, so that no checksum is fixed", null, 0, "", ""),
        Tmdb,
        Imdb,
    ];

    /// <summary>Looks up a data set by name, case ignored, with or without <c>ml-</c>.</summary>
    /// <param name="name">Such as <c>ml-25m</c> or <c>25m</c>.</param>
    /// <returns>The data set; null when it is not known.</returns>
    public static DataSetLicence? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? All.FirstOrDefault(l => l.Name.Equals("ml-" + name, StringComparison.OrdinalIgnoreCase));
    }

    private static DataSetLicence MovieLens(string name, string description, bool? redistributable, long bytes, string sha256, string md5) => new()
    {
        Name = name,
        Description = "MovieLens: " + description,
        Terms = MovieLensTerms(name),
        Redistributable = redistributable,
        CommercialUse = false,
        Attribution = $"Ratings from MovieLens ({name}). {Citation}",
        SourcePage = new Uri($"https://grouplens.org/datasets/movielens/{Page(name)}/"),
        Download = new Uri($"https://files.grouplens.org/datasets/movielens/{name}.zip"),
        Bytes = bytes,
        Sha256 = sha256,
        Md5 = md5,
    };

    internal static string MovieLensTerms(string name) =>
        $"GroupLens terms of use of {name}: research use with acknowledgement, no endorsement implied, "
        + "commercial use only with permission of the GroupLens research project";

    private static string Page(string name) => name.StartsWith("ml-latest", StringComparison.Ordinal) ? "latest" : name["ml-".Length..];
}
