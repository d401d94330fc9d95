using System.Globalization;

namespace MovieRec.Data;

/// <summary>
/// Reads movie metadata from text with a header: <c>item,title,year,genres,language,overview,directors,cast,keywords,
/// imdbId,tmdbId,addedAt</c> (<c>original_language</c> and <c>release_year</c> are understood as well). Only <c>item</c> is required, the order is free, further columns are ignored; lists are
/// separated by <c>|</c>; an empty field means unknown.
/// </summary>
/// <remarks>An id that occurs again replaces the earlier row and is counted as a duplicate. Thread-safe.</remarks>
public sealed class MovieCsvReader
{
    private const string Expected = "expected a header with an item column (item, itemId or movieId)";
    private readonly ImportOptions _options;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">How to read; null for the defaults.</param>
    public MovieCsvReader(ImportOptions? options = null) => _options = options ?? new ImportOptions();

    /// <summary>Reads a file.</summary>
    /// <typeparam name="TItemId">long, string, int or Guid.</typeparam>
    /// <param name="path">The movies file.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the import; nothing is left half-written.</param>
    /// <exception cref="DataFormatException">Not such a file, a bad row in strict mode, or too many bad rows.</exception>
    public MovieCsvResult<TItemId> Read<TItemId>(
        string path, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
        where TItemId : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TextTable table = Open(path, progress, cancellationToken, out Dictionary<string, int> columns);
        int idColumn = columns["item"];
        IdFields<TItemId> ids = new();
        RowDuplicates<TItemId> duplicates = new();
        Dictionary<TItemId, MovieMetadata> movies = [];
        while (table.Read())
        {
            RejectReason reason = ids.Parse(table.Field(idColumn), out TItemId id);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, idColumn);
                continue;
            }

            if (!TryNumber(table, columns, "year", out long year)
                || !TryNumber(table, columns, "tmdbid", out long tmdbId)
                || !TryNumber(table, columns, "addedat", out long addedAt))
            {
                continue;
            }

            duplicates.Note(id, table.Content);
            movies[id] = new MovieMetadata
            {
                Title = GetText(table, columns, "title"),
                Year = (int)year,
                Genres = GetList(table, columns, "genres"),
                Language = GetText(table, columns, "language"),
                Overview = GetText(table, columns, "overview"),
                Directors = GetList(table, columns, "directors"),
                Cast = GetList(table, columns, "cast"),
                Keywords = GetList(table, columns, "keywords"),
                ImdbId = GetText(table, columns, "imdbid"),
                TmdbId = tmdbId,
                AddedAt = addedAt,
            };
        }

        FileReport report = table.Complete(duplicates.Distinct, duplicates.Exact, duplicates.Conflicting);
        return new MovieCsvResult<TItemId>(movies, report);
    }

    /// <summary>Whether the id column holds numbers or text; the rule is that of <see cref="InteractionCsvReader.DetectIdKinds"/>.</summary>
    /// <param name="path">The movies file.</param>
    /// <param name="options">How to read; null for the defaults. Nothing is written.</param>
    /// <exception cref="DataFormatException">The file is not a movies file.</exception>
    public static IdKind DetectIdKind(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TextTable table = new MovieCsvReader(options).Open(path, null, CancellationToken.None, out Dictionary<string, int> columns);
        return IdKindDetection.Detect(table, columns["item"])[0];
    }

    private TextTable Open(
        string path, IProgress<ImportProgress>? progress, CancellationToken cancellationToken, out Dictionary<string, int> columns)
    {
        string firstLine = TextFiles.ReadFirstLine(path);
        foreach (string delimiter in TextFiles.Delimiters)
        {
            IEnumerable<string> parts = firstLine.Split(delimiter).Select(static p => Canonical(p.Trim().Trim('"')));
            if (!parts.Contains("item"))
            {
                continue;
            }

            FileLayout layout = new() { Delimiter = delimiter, Quotes = true, HasHeader = true };
            TextTable table = new(path, layout, _options, progress, cancellationToken);
            columns = [];
            for (int i = 0; i < table.Columns.Count; i++)
            {
                if (!columns.TryAdd(Canonical(table.Columns[i]), i))
                {
                    table.Dispose();
                    throw new DataFormatException(path, 1, table.Columns[i], "the header names a column twice", firstLine);
                }
            }

            if (columns.ContainsKey("item"))
            {
                AddAlias(columns, "originallanguage", "language");
                AddAlias(columns, "releaseyear", "year");
                return table;
            }

            table.Dispose();
        }

        throw new DataFormatException(path, 1, "", Expected, firstLine);
    }

    /// <summary>Whether a line is the header of such a file.</summary>
    internal static bool IsHeader(string line) => TextFiles.Delimiters.Any(d =>
    {
        string[] names = [.. line.Split(d).Select(static p => Canonical(p.Trim().Trim('"')))];
        return names.Contains("item") && names.Any(static n => n is "title" or "genres" or "overview" or "tmdbid" or "imdbid" or "keywords" or "cast");
    });

    /// <summary>The names that TMDB gives to two of the columns.</summary>
    private static void AddAlias(Dictionary<string, int> columns, string alias, string name)
    {
        if (columns.TryGetValue(alias, out int column))
        {
            columns.TryAdd(name, column);
        }
    }

    private static string Canonical(string name)
    {
        string normal = InteractionColumnMap.Normalise(name);
        return normal switch
        {
            "itemid" or "movie" or "movieid" => "item",
            "releaseyear" => "year",
            "originallanguage" => "language",
            _ => normal,
        };
    }

    private static string GetText(TextTable table, Dictionary<string, int> columns, string name) =>
        columns.TryGetValue(name, out int column) ? table.Text(column).Trim() : "";

    private static string[] GetList(TextTable table, Dictionary<string, int> columns, string name) =>
        SplitList(GetText(table, columns, name));

    internal static string[] SplitList(string text) =>
        text.Length == 0 ? [] : text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A whole number ≥ 0, 0 when empty; false after the row was rejected.</summary>
    private static bool TryNumber(TextTable table, Dictionary<string, int> columns, string name, out long value)
    {
        value = 0;
        if (!columns.TryGetValue(name, out int column))
        {
            return true;
        }

        string text = table.Text(column).Trim();
        long limit = name == "year" ? 9999 : long.MaxValue;
        if (text.Length == 0
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= limit))
        {
            return true;
        }

        table.Reject(RejectReason.NumberInvalid, column);
        return false;
    }
}
