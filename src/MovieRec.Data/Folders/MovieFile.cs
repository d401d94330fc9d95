using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>Writes and reads <c>movies.parquet</c>: one row for each item, in index order.</summary>
internal static class MovieFile
{
    private const int GroupRows = 1 << 16;
    private const char ListSeparator = '|';

    public static void Write<TItemId>(Stream stream, IdMap<TItemId> items, MovieCatalog catalog, CancellationToken cancellationToken)
        where TItemId : notnull
    {
        if (StoredIds.IsText(IdMap<TItemId>.Kind))
        {
            Write(stream, StoredIds.ToStored<TItemId, string>(items.Ids), IdMap<TItemId>.Kind, catalog, cancellationToken);
        }
        else
        {
            Write(stream, StoredIds.ToStored<TItemId, long>(items.Ids), IdMap<TItemId>.Kind, catalog, cancellationToken);
        }
    }

    /// <summary>Reads the stored ids and the catalogue.</summary>
    public static TItem[] Read<TItem>(ParquetTable table, int count, CancellationToken cancellationToken, out MovieCatalog catalog)
        where TItem : notnull
    {
        List<TItem> ids = [];
        List<MovieMetadata?> movies = [];
        HashSet<string> languages = new(StringComparer.Ordinal);
        for (int group = 0; group < table.GroupCount; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = table.GroupRows(group);
            TItem[] items = Column<TItem>("item");
            string[] titles = Column<string>("title");
            int[] years = Column<int>("year");
            string[] genres = Column<string>("genres");
            string[] language = Column<string>("language");
            string[] overviews = Column<string>("overview");
            string[] directors = Column<string>("directors");
            string[] cast = Column<string>("cast");
            string[] keywords = Column<string>("keywords");
            string[] imdbIds = Column<string>("imdbId");
            long[] tmdbIds = Column<long>("tmdbId");
            long[] addedAt = Column<long>("addedAt");
            ids.AddRange(items);
            for (int i = 0; i < rows; i++)
            {
                languages.Add(language[i]);
                languages.TryGetValue(language[i], out string? shared);
                movies.Add(new MovieMetadata
                {
                    Title = titles[i],
                    Year = years[i],
                    Genres = Split(genres[i]),
                    Language = shared!,
                    Overview = overviews[i],
                    Directors = Split(directors[i]),
                    Cast = Split(cast[i]),
                    Keywords = Split(keywords[i]),
                    ImdbId = imdbIds[i],
                    TmdbId = tmdbIds[i],
                    AddedAt = addedAt[i],
                });
            }

            T[] Column<T>(string name)
            {
                T[] values = new T[rows];
                table.Read(group, name, values);
                return values;
            }
        }

        catalog = MovieCatalog.Create(movies);
        return [.. ids];
    }

    private static void Write<TItem>(Stream stream, TItem[] ids, IdKind kind, MovieCatalog catalog, CancellationToken cancellationToken)
        where TItem : notnull
    {
        IReadOnlyList<DataField> fields = ParquetColumns.Movies(kind);
        using ParquetSink sink = new(stream, fields);
        for (int start = 0; start < ids.Length; start += GroupRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int from = start;
            int count = Math.Min(GroupRows, ids.Length - start);
            int next = 0;
            sink.BeginGroup();
            Column(i => ids[i]);
            Column(catalog.GetTitle);
            Column(catalog.GetYear);
            Column(i => Join(catalog.GetGenres(i), "genre", i));
            Column(catalog.GetLanguage);
            Column(catalog.GetOverview);
            Column(i => Join(catalog.GetDirectors(i), "director", i));
            Column(i => Join(catalog.GetCast(i), "cast member", i));
            Column(i => Join(catalog.GetKeywords(i), "keyword", i));
            Column(catalog.GetImdbId);
            Column(catalog.GetTmdbId);
            Column(catalog.GetAddedAt);
            sink.EndGroup();

            void Column<T>(Func<int, T> value)
            {
                T[] values = new T[count];
                for (int i = 0; i < count; i++)
                {
                    values[i] = value(from + i);
                }

                sink.Write(fields[next++], values, count);
            }
        }

        sink.Complete();
    }

    private static string Join(IReadOnlyList<string> terms, string what, int itemIndex)
    {
        // Silently mending a term would make the data set read back another one than was written.
        string? bad = terms.FirstOrDefault(static t => t.Length == 0 || t.Contains(ListSeparator, StringComparison.Ordinal));
        return bad is null
            ? string.Join(ListSeparator, terms)
            : throw new ArgumentException($"Item {itemIndex} has the {what} '{bad}'; a list entry must not be empty or contain '|', which separates entries.");
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.Split(ListSeparator);
}
