namespace MovieRec.Data;

/// <summary>
/// Reads a MovieLens folder in any of its formats (see <see cref="MovieLensFormat"/>): ratings, movies and, where they
/// exist, links and tags. Ids are int64.
/// </summary>
/// <remarks>
/// Titles get their article back in front and lose their year; the ten most used tags of a movie become its keywords.
/// Movies without a rating are in the result. Thread-safe: each call reads on its own.
/// </remarks>
public sealed class MovieLensReader
{
    private const float DefaultMinRating = 0.5f;
    private const float DefaultMaxRating = 5f;
    private readonly ImportOptions _options;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">How to read; null for the defaults.</param>
    public MovieLensReader(ImportOptions? options = null) => _options = options ?? new ImportOptions();

    /// <summary>Finds out the format of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="format">The format.</param>
    /// <returns>False when the folder does not exist or holds no MovieLens ratings.</returns>
    public static bool TryDetect(string folder, out MovieLensFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        MovieLensFiles? files = MovieLensFiles.Find(folder);
        format = files?.Format ?? default;
        return files is not null;
    }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder with the extracted files.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the import; nothing is left half-written.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="DataFormatException">Not a MovieLens folder, a bad row in strict mode, or too many bad rows.</exception>
    /// <exception cref="IOException">A file cannot be read or a rejects file cannot be written.</exception>
    public ImportResult<long, long> Read(
        string folder, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder {folder} does not exist.");
        }

        MovieLensFiles files = MovieLensFiles.Find(folder) ?? throw new DataFormatException(
            folder, 0, "", "not a MovieLens folder: looked for ratings.csv (20m, 25m, 32m, latest), ratings.dat (1m, 10m) and u.data (100k)", "");

        List<FileReport> reports = [];
        Dictionary<long, MovieMetadata> movies = [];
        bool requireKnown = files.MoviesPath is not null && (_options.RequireKnownMovies ?? true);
        if (files.MoviesPath is not null)
        {
            using TextTable table = Open(files.MoviesPath, files.MoviesLayout);
            reports.Add(MovieLensMovies.ReadMovies(table, movies));
        }

        if (files.LinksPath is not null)
        {
            using TextTable table = Open(files.LinksPath, MovieLensFiles.Csv);
            reports.Add(MovieLensMovies.ReadLinks(table, movies, requireKnown));
        }

        if (files.TagsPath is not null)
        {
            using TextTable table = Open(files.TagsPath, files.TagsLayout);
            reports.Add(MovieLensMovies.ReadTags(table, movies, requireKnown));
        }

        InteractionLogResult<long, long> rows = ReadRatings(out FileReport ratings);
        reports.Add(ratings);
        MovieDataSet<long, long> dataSet = new(
            rows.Users,
            rows.Items,
            rows.Log,
            MovieCatalog.Create(rows.Items, movies),
            MovieLensLicences.Describe(folder, files.Format));
        return new ImportResult<long, long>(dataSet, new ImportReport(ratings, reports));

        TextTable Open(string path, FileLayout layout) => new(path, layout, _options, progress, cancellationToken);

        InteractionLogResult<long, long> ReadRatings(out FileReport report)
        {
            using TextTable table = Open(files.RatingsPath, files.RatingsLayout);
            MovieLensMovies.Require(table, "userId", "movieId", "rating", "timestamp");
            InteractionColumnMap map = InteractionColumnMap.TryCreate(table.Columns, null, out string reason)
                ?? throw table.HeaderError(reason);
            InteractionLogBuilder<long, long> builder = new(map.Columns);
            HashSet<long>? known = requireKnown ? [.. movies.Keys] : null;
            InteractionRows.Read(table, map, builder, _options.MinRating ?? DefaultMinRating, _options.MaxRating ?? DefaultMaxRating, known);
            InteractionLogResult<long, long> result = builder.Build(movies.Keys, cancellationToken);
            report = table.Complete(result.Log.Count, result.ExactDuplicates, result.Duplicates - result.ExactDuplicates);
            return result;
        }
    }
}
