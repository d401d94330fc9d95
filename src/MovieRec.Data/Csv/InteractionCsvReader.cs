namespace MovieRec.Data;

/// <summary>
/// Reads interactions from text: <c>user,item[,rating[,timestamp]]</c>, delimited by comma, tab, <c>;</c> or <c>::</c>
/// (found from the header), columns in any order, further columns ignored.
/// </summary>
/// <remarks>
/// Header names (case, spaces and underscores ignored): <c>user</c> or <c>userId</c>; <c>item</c>, <c>itemId</c>,
/// <c>movie</c> or <c>movieId</c>; <c>rating</c> or <c>weight</c>; <c>timestamp</c> (Unix seconds). Streams: memory is the
/// builder's columns. Thread-safe: each call reads on its own.
/// </remarks>
public sealed class InteractionCsvReader
{
    private static readonly string[] PositionalColumns = ["user", "item", "rating", "timestamp"];
    private readonly ImportOptions _options;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">How to read; null for the defaults.</param>
    public InteractionCsvReader(ImportOptions? options = null) => _options = options ?? new ImportOptions();

    /// <summary>Reads a file.</summary>
    /// <typeparam name="TUserId">long, string, int or Guid; see <see cref="DetectIdKinds"/>.</typeparam>
    /// <typeparam name="TItemId">long, string, int or Guid.</typeparam>
    /// <param name="path">The interactions file.</param>
    /// <param name="moviesPath">A movies CSV (see <see cref="MovieCsvReader"/>) for the catalogue; null for none.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the import; nothing is left half-written.</param>
    /// <exception cref="DataFormatException">Not such a file, a bad row in strict mode, or too many bad rows.</exception>
    /// <exception cref="IOException">A file cannot be read or a rejects file cannot be written.</exception>
    public ImportResult<TUserId, TItemId> Read<TUserId, TItemId>(
        string path,
        string? moviesPath = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MovieCsvResult<TItemId>? movies = moviesPath is null
            ? null
            : new MovieCsvReader(_options).Read<TItemId>(moviesPath, progress, cancellationToken);
        IReadOnlySet<TItemId>? known = movies is not null && (_options.RequireKnownMovies ?? false)
            ? new HashSet<TItemId>(movies.Movies.Keys)
            : null;

        using TextTable table = Open(path, _options, progress, cancellationToken, out InteractionColumnMap map);
        InteractionLogBuilder<TUserId, TItemId> builder = new(map.Columns);
        InteractionRows.Read(
            table, map, builder, _options.MinRating ?? float.NegativeInfinity, _options.MaxRating ?? float.PositiveInfinity, known);
        InteractionLogResult<TUserId, TItemId> rows = builder.Build(movies?.Movies.Keys, cancellationToken);
        FileReport report = table.Complete(rows.Log.Count, rows.ExactDuplicates, rows.Duplicates - rows.ExactDuplicates);

        MovieCatalog? catalog = movies is null ? null : MovieCatalog.Create(rows.Items, movies.Movies);
        DataSetInfo info = new() { Name = Path.GetFileNameWithoutExtension(path), Source = Path.GetFileName(path) };
        MovieDataSet<TUserId, TItemId> dataSet = new(rows.Users, rows.Items, rows.Log, catalog, info);
        return new ImportResult<TUserId, TItemId>(
            dataSet, new ImportReport(report, movies is null ? [report] : [movies.Report, report]));
    }

    /// <summary>
    /// Says which id types to read a file with, from its first 100,000 rows: <see cref="IdKind.Int64"/> when at least
    /// 99 % of the ids of the column are whole numbers in their plain form (no leading zeros), so that a few bad rows do
    /// not turn a column of numbers into text; otherwise <see cref="IdKind.String"/>.
    /// </summary>
    /// <param name="path">The interactions file.</param>
    /// <param name="options">How to read; null for the defaults. Nothing is written.</param>
    /// <exception cref="DataFormatException">The file is not an interactions file.</exception>
    public static InteractionIdKinds DetectIdKinds(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TextTable table = Open(path, options ?? new ImportOptions(), null, CancellationToken.None, out InteractionColumnMap map);
        IdKind[] kinds = IdKindDetection.Detect(table, map.User, map.Item);
        return new InteractionIdKinds(kinds[0], kinds[1]);
    }

    internal static TextTable Open(
        string path,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken,
        out InteractionColumnMap map)
    {
        string firstLine = TextFiles.ReadFirstLine(path);
        string reason = "";
        foreach (string delimiter in TextFiles.Delimiters)
        {
            // Quotes around header names do not matter here; the table reads the header properly.
            string[] parts = firstLine.Split(delimiter);
            bool plausible = options.HasHeader
                ? InteractionColumnMap.TryCreate([.. parts.Select(static p => p.Trim().Trim('"'))], options.RatingColumn, out reason) is not null
                : parts.Length is >= 2 and <= 4;
            if (!plausible)
            {
                continue;
            }

            IReadOnlyList<string> columns = options.HasHeader ? [] : PositionalColumns[..parts.Length];
            FileLayout layout = new() { Delimiter = delimiter, Quotes = true, HasHeader = options.HasHeader, Columns = columns };
            TextTable table = new(path, layout, options, progress, cancellationToken);
            if (InteractionColumnMap.TryCreate(table.Columns, options.HasHeader ? options.RatingColumn : null, out reason) is { } found)
            {
                map = found;
                return table;
            }

            table.Dispose();
        }

        string expectation = options.HasHeader
            ? reason + ", delimited by comma, tab, ; or ::"
            : "expected 2 to 4 columns (user, item, rating, timestamp), delimited by comma, tab, ; or ::";
        throw new DataFormatException(path, 1, "", expectation, firstLine);
    }
}
