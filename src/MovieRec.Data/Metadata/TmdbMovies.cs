namespace MovieRec.Data;

/// <summary>Reads TMDB movies, by TMDB id, from CSV with literals in fields and from JSON.</summary>
internal static class TmdbMovies
{
    private static readonly FileLayout CsvLayout = new() { Delimiter = ",", Quotes = true, HasHeader = true };

    // Two control characters that JSON text cannot contain: a line is one field.
    private static readonly FileLayout LineLayout = new() { Delimiter = "\u0001\u0002", Columns = ["movie"] };

    public static Dictionary<long, MovieMetadata> ReadCsv(
        string path, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken, out FileReport report)
    {
        using TextTable table = new(path, CsvLayout, options, progress, cancellationToken, MetadataKind.Open(path));
        int id = Find("id") >= 0 ? Find("id") : Find("movie_id");
        int title = Find("title");
        int overview = Find("overview");
        int language = Find("original_language");
        int date = Find("release_date");
        int imdb = Find("imdb_id");
        int genres = Find("genres");
        int keywords = Find("keywords");
        int cast = Find("cast");
        int crew = Find("crew");
        IdFields<long> ids = new();
        RowDuplicates<long> duplicates = new();
        Dictionary<long, MovieMetadata> movies = [];
        while (table.Read())
        {
            RejectReason reason = ids.Parse(table.Field(id), out long tmdbId);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, id);
                continue;
            }

            if (!TmdbValues.TryYear(Text(date), out int year))
            {
                table.Reject(RejectReason.DateInvalid, date);
                continue;
            }

            if (!TmdbValues.TryImdbId(Text(imdb), out string imdbId))
            {
                table.Reject(RejectReason.NumberInvalid, imdb);
                continue;
            }

            if (!TryLiteral(genres, out Literal genreList)
                || !TryLiteral(keywords, out Literal keywordList)
                || !TryLiteral(cast, out Literal castList)
                || !TryLiteral(crew, out Literal crewList))
            {
                continue;
            }

            duplicates.Note(tmdbId, table.Content);
            movies[tmdbId] = new MovieMetadata
            {
                Title = TmdbValues.Clean(Text(title)),
                Year = year,
                Genres = TmdbValues.Names(genreList),
                Language = Text(language).Trim(),
                Overview = TmdbValues.Overview(Text(overview)),
                Directors = TmdbValues.Directors(crewList),
                Cast = TmdbValues.Cast(castList),
                Keywords = TmdbValues.Names(keywordList),
                ImdbId = imdbId,
                TmdbId = tmdbId,
            };
        }

        report = table.Complete(duplicates.Distinct, duplicates.Exact, duplicates.Conflicting);
        return movies;

        int Find(string name) => ImdbTitles.IndexOf(table.Columns, name);

        string Text(int column) => column < 0 ? "" : table.Text(column);

        bool TryLiteral(int column, out Literal value)
        {
            value = Literal.Nothing;
            if (column < 0)
            {
                return true;
            }

            if (LiteralParser.TryParse(table.Text(column)) is { } parsed)
            {
                value = parsed;
                return true;
            }

            table.Reject(RejectReason.LiteralInvalid, column);
            return false;
        }
    }

    public static Dictionary<long, MovieMetadata> ReadJson(
        string path, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken, out FileReport report)
    {
        using TextTable table = new(path, LineLayout, options, progress, cancellationToken, JsonLines.Open(path));
        RowDuplicates<long> duplicates = new();
        Dictionary<long, MovieMetadata> movies = [];
        while (table.Read())
        {
            if (LiteralParser.TryParseJson(table.Text(0)) is not { } movie)
            {
                table.Reject(RejectReason.LiteralInvalid, 0);
                continue;
            }

            double id = movie["id"].Number;
            if (!(id >= 0 && id <= int.MaxValue && id == Math.Floor(id)))
            {
                table.Reject(double.IsNaN(id) ? RejectReason.IdEmpty : id < 0 ? RejectReason.IdNegative : RejectReason.IdNotNumeric, 0);
                continue;
            }

            if (!TmdbValues.TryYear(movie["release_date"].Text, out int year))
            {
                table.Reject(RejectReason.DateInvalid, 0);
                continue;
            }

            string imdbText = movie["imdb_id"].Text.Length > 0 ? movie["imdb_id"].Text : movie["external_ids"]["imdb_id"].Text;
            if (!TmdbValues.TryImdbId(imdbText, out string imdbId))
            {
                table.Reject(RejectReason.NumberInvalid, 0);
                continue;
            }

            duplicates.Note((long)id, table.Content);
            Literal keywords = movie["keywords"];
            Literal credits = movie["credits"].Entries.Count > 0 ? movie["credits"] : movie;
            movies[(long)id] = new MovieMetadata
            {
                Title = TmdbValues.Clean(movie["title"].Text),
                Year = year,
                Genres = movie["genres"].Items.Count > 0 ? TmdbValues.Names(movie["genres"]) : TmdbValues.GenreNames(movie["genre_ids"]),
                Language = movie["original_language"].Text.Trim(),
                Overview = TmdbValues.Overview(movie["overview"].Text),
                Directors = TmdbValues.Directors(credits["crew"]),
                Cast = TmdbValues.Cast(credits["cast"]),
                Keywords = TmdbValues.Names(keywords.Items.Count > 0 ? keywords : keywords["keywords"].Items.Count > 0 ? keywords["keywords"] : keywords["results"]),
                ImdbId = imdbId,
                TmdbId = (long)id,
            };
        }

        report = table.Complete(duplicates.Distinct, duplicates.Exact, duplicates.Conflicting);
        return movies;
    }
}
