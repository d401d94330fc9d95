namespace MovieRec.Data;

/// <summary>Which files a MovieLens folder has, and how they are laid out.</summary>
internal sealed record MovieLensFiles
{
    private static readonly string[] Ratings = ["userId", "movieId", "rating", "timestamp"];

    public required MovieLensFormat Format { get; init; }

    public required string RatingsPath { get; init; }

    public required FileLayout RatingsLayout { get; init; }

    public string? MoviesPath { get; init; }

    public required FileLayout MoviesLayout { get; init; }

    public string? LinksPath { get; init; }

    public string? TagsPath { get; init; }

    public required FileLayout TagsLayout { get; init; }

    /// <summary>Layout of links.csv, the only links file there is.</summary>
    public static FileLayout Csv { get; } = new() { Delimiter = ",", Quotes = true, HasHeader = true };

    /// <summary>Looks at a folder; null when it is none of MovieLens.</summary>
    public static MovieLensFiles? Find(string folder)
    {
        if (Existing(folder, "ratings.csv") is { } csv)
        {
            return new MovieLensFiles
            {
                Format = MovieLensFormat.Csv,
                RatingsPath = csv,
                RatingsLayout = Csv,
                MoviesPath = Existing(folder, "movies.csv"),
                MoviesLayout = Csv,
                LinksPath = Existing(folder, "links.csv"),
                TagsPath = Existing(folder, "tags.csv"),
                TagsLayout = Csv,
            };
        }

        if (Existing(folder, "ratings.dat") is { } dat)
        {
            string? movies = Existing(folder, "movies.dat");
            string? tags = Existing(folder, "tags.dat");

            // 10m has tags, 1m has users; without either the text of the titles decides.
            bool utf8 = movies is null || TextFiles.IsUtf8(movies);
            bool is1M = tags is null && (Existing(folder, "users.dat") is not null || !utf8);
            return new MovieLensFiles
            {
                Format = is1M ? MovieLensFormat.Dat1M : MovieLensFormat.Dat10M,
                RatingsPath = dat,
                RatingsLayout = Dat(Ratings),
                MoviesPath = movies,
                MoviesLayout = Dat(["movieId", "title", "genres"]) with { Latin1 = is1M && !utf8 },
                TagsPath = tags,
                TagsLayout = Dat(["userId", "movieId", "tag", "timestamp"]),
            };
        }

        if (Existing(folder, "u.data") is { } data)
        {
            string? items = Existing(folder, "u.item");
            return new MovieLensFiles
            {
                Format = MovieLensFormat.Tab100K,
                RatingsPath = data,
                RatingsLayout = new FileLayout { Delimiter = "\t", Columns = Ratings },
                MoviesPath = items,
                MoviesLayout = new FileLayout
                {
                    Delimiter = "|",
                    Columns = ["movieId", "title", "releaseDate", "videoReleaseDate", "imdbUrl", .. MovieLensMovies.Genres100K],
                    Latin1 = items is not null && !TextFiles.IsUtf8(items),
                },
                TagsLayout = Csv,
            };
        }

        return null;
    }

    private static FileLayout Dat(string[] columns) => new() { Delimiter = "::", Columns = columns };

    private static string? Existing(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : null;
    }
}
