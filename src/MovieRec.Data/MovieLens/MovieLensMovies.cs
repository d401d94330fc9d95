using System.Globalization;

namespace MovieRec.Data;

/// <summary>Reads movies.csv, movies.dat and u.item, and adds links.csv and tags to them.</summary>
internal static class MovieLensMovies
{
    private const string NoGenres = "(no genres listed)";
    private const int MaxKeywords = 10;

    /// <summary>The genre flags of u.item in their order; "unknown" is no genre.</summary>
    public static IReadOnlyList<string> Genres100K { get; } =
    [
        "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ];

    public static FileReport ReadMovies(TextTable table, Dictionary<long, MovieMetadata> movies)
    {
        bool flags = table.Columns.Count == 5 + Genres100K.Count;
        Require(table, "movieId", "title");
        int id = Column(table, "movieId");
        int title = Column(table, "title");
        int genres = flags ? -1 : Column(table, "genres");
        int releaseDate = flags ? Column(table, "releaseDate") : -1;
        IdFields<long> ids = new();
        RowDuplicates<long> duplicates = new();
        while (table.Read())
        {
            RejectReason reason = ids.Parse(table.Field(id), out long movieId);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, id);
                continue;
            }

            string name = MovieLensTitle.Parse(table.Text(title), out int year);
            duplicates.Note(movieId, table.Content);
            movies[movieId] = new MovieMetadata
            {
                Title = name,
                Year = year > 0 || releaseDate < 0 ? year : YearOfDate(table.Text(releaseDate)),
                Genres = flags ? GenresOfFlags(table) : genres < 0 ? [] : GenresOfText(table.Text(genres)),
            };
        }

        return table.Complete(duplicates.Distinct, duplicates.Exact, duplicates.Conflicting);
    }

    public static FileReport ReadLinks(TextTable table, Dictionary<long, MovieMetadata> movies, bool requireKnown)
    {
        Require(table, "movieId", "imdbId", "tmdbId");
        int id = Column(table, "movieId");
        int imdb = Column(table, "imdbId");
        int tmdb = Column(table, "tmdbId");
        IdFields<long> ids = new();
        RowDuplicates<long> duplicates = new();
        while (table.Read())
        {
            RejectReason reason = ids.Parse(table.Field(id), out long movieId);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, id);
                continue;
            }

            if (!table.Field(imdb).IsEmpty && !NumberFields.TryParseDigits(table.Field(imdb), out _))
            {
                table.Reject(NumberFields.ExplainId(table.Field(imdb)), imdb);
                continue;
            }

            long tmdbId = 0;
            if (!table.Field(tmdb).IsEmpty && !NumberFields.TryParseDigits(table.Field(tmdb), out tmdbId))
            {
                table.Reject(NumberFields.ExplainId(table.Field(tmdb)), tmdb);
                continue;
            }

            bool known = movies.TryGetValue(movieId, out MovieMetadata? movie);
            if (!known && requireKnown)
            {
                table.Reject(RejectReason.UnknownMovie, id);
                continue;
            }

            duplicates.Note(movieId, table.Content);
            if (known)
            {
                // The text, not the number: imdbId keeps its leading zeros.
                movies[movieId] = movie! with { ImdbId = table.Text(imdb), TmdbId = tmdbId };
            }
        }

        return table.Complete(duplicates.Distinct, duplicates.Exact, duplicates.Conflicting);
    }

    /// <summary>Gives each movie its ten most used tags as keywords, lower case; ties in ordinal order.</summary>
    public static FileReport ReadTags(TextTable table, Dictionary<long, MovieMetadata> movies, bool requireKnown)
    {
        Require(table, "userId", "movieId", "tag");
        int user = Column(table, "userId");
        int id = Column(table, "movieId");
        int tag = Column(table, "tag");
        int time = Column(table, "timestamp");
        IdFields<long> ids = new();
        Dictionary<long, Dictionary<string, int>> uses = [];
        long accepted = 0;
        while (table.Read())
        {
            RejectReason reason = ids.Parse(table.Field(user), out _);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, user);
                continue;
            }

            reason = ids.Parse(table.Field(id), out long movieId);
            if (reason == RejectReason.None && requireKnown && !movies.ContainsKey(movieId))
            {
                reason = RejectReason.UnknownMovie;
            }

            if (reason != RejectReason.None)
            {
                table.Reject(reason, id);
                continue;
            }

            reason = time < 0 ? RejectReason.None : NumberFields.ParseTimestamp(table.Field(time), table.LatestTimestamp, out _);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, time);
                continue;
            }

            accepted++;
            string word = table.Text(tag).Trim().ToLowerInvariant();
            if (word.Length > 0)
            {
                if (!uses.TryGetValue(movieId, out Dictionary<string, int>? counts))
                {
                    uses[movieId] = counts = new Dictionary<string, int>(StringComparer.Ordinal);
                }

                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        FileReport report = table.Complete(accepted, 0, 0);
        foreach ((long movieId, Dictionary<string, int> counts) in uses)
        {
            if (movies.TryGetValue(movieId, out MovieMetadata? movie))
            {
                string[] keywords =
                [
                    .. counts.OrderByDescending(static c => c.Value).ThenBy(static c => c.Key, StringComparer.Ordinal)
                        .Take(MaxKeywords).Select(static c => c.Key),
                ];
                movies[movieId] = movie with { Keywords = keywords };
            }
        }

        return report;
    }

    internal static void Require(TextTable table, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Column(table, name) < 0)
            {
                throw table.HeaderError($"expected a header with the columns {string.Join(", ", names!)}");
            }
        }
    }

    private static int Column(TextTable table, string name)
    {
        for (int i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static string[] GenresOfText(string text) => text.Trim() == NoGenres ? [] : MovieCsvReader.SplitList(text);

    private static List<string> GenresOfFlags(TextTable table)
    {
        List<string> genres = [];
        for (int i = 1; i < Genres100K.Count; i++)
        {
            if (table.Field(5 + i).SequenceEqual("1"u8))
            {
                genres.Add(Genres100K[i]);
            }
        }

        return genres;
    }

    /// <summary>The year of a date such as <c>01-Jan-1995</c>; 0 when there is none.</summary>
    private static int YearOfDate(string date) =>
        date.Length >= 4 && int.TryParse(date.AsSpan(date.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year) ? year : 0;
}
