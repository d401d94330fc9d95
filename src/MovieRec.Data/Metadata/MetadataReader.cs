using System.Globalization;

namespace MovieRec.Data;

/// <summary>
/// Joins metadata files to a data set: TMDB and IMDb files through the catalogue's tmdbId and imdbId (MovieLens has them in
/// links.csv), files with an item column directly. Files are recognised by content, see <see cref="MetadataFormat"/>.
/// </summary>
/// <remarks>
/// Precedence, field by field: the first file that has a value wins, in the order given (the files of a folder in the order
/// of <see cref="MetadataFormat"/>, then by name); the data set's own value stands where no file has one. Items are not added.
/// Rows obey the import rules: bad ones are set aside, accepted + rejected + duplicates = rows. Thread-safe.
/// </remarks>
public sealed class MetadataReader
{
    private readonly ImportOptions _options;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">How to read; null for the defaults.</param>
    public MetadataReader(ImportOptions? options = null) => _options = options ?? new ImportOptions();

    /// <summary>Finds out the format of a file from its first bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format.</param>
    /// <returns>False when it is none of them.</returns>
    public static bool TryDetect(string path, out MetadataFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MetadataFormat? found = File.Exists(path) ? MetadataKind.Detect(path) : null;
        format = found ?? default;
        return found is not null;
    }

    /// <summary>The metadata files that a path names: itself, or those of a folder, in the order of precedence.</summary>
    /// <param name="path">A file or folder.</param>
    /// <returns>The files; empty when there are none.</returns>
    public static IReadOnlyList<string> FindFiles(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            return TryDetect(path, out _) ? [path] : [];
        }

        return
        [
            .. Directory.EnumerateFiles(path)
                .Where(static f => !f.EndsWith(".rejects.csv", StringComparison.Ordinal))
                .Select(static f => (Path: f, Format: MetadataKind.Detect(f)))
                .Where(static f => f.Format is not null)
                .OrderBy(static f => f.Format).ThenBy(static f => f.Path, StringComparer.Ordinal)
                .Select(static f => f.Path),
        ];
    }

    /// <summary>Joins.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="dataSet">The data set; unchanged.</param>
    /// <param name="paths">Files or folders, most trusted first.</param>
    /// <param name="votesAsOf">The day of the IMDb votes among them; null when unknown.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">A path holds no metadata, a bad row in strict mode, or too many bad rows.</exception>
    public MetadataResult<TUserId, TItemId> Join<TUserId, TItemId>(
        MovieDataSet<TUserId, TItemId> dataSet,
        IReadOnlyList<string> paths,
        DateTimeOffset? votesAsOf = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentNullException.ThrowIfNull(paths);
        List<(string Path, MetadataFormat Format)> files = [];
        foreach (string path in paths)
        {
            IReadOnlyList<string> found = FindFiles(path);
            if (found.Count == 0)
            {
                throw new DataFormatException(
                    path, 0, "", "no metadata: expected a movies CSV, TMDB CSV or JSON, or IMDb title.basics or title.ratings, or a folder of them", "");
            }

            files.AddRange(found.Select(static f => (f, MetadataKind.Detect(f)!.Value)));
        }

        Joiner<TUserId, TItemId> joiner = new(dataSet);

        // Files by item first: they may bring the ids (links.csv) by which the others are joined.
        Dictionary<string, (IReadOnlyDictionary<TItemId, MovieMetadata> Movies, FileReport Report)> byItem = [];
        foreach ((string path, MetadataFormat format) in files)
        {
            if (format == MetadataFormat.Catalogue)
            {
                MovieCsvResult<TItemId> result = new MovieCsvReader(_options).Read<TItemId>(path, progress, cancellationToken);
                byItem[path] = (result.Movies, result.Report);
                joiner.NoteIds(result.Movies);
            }
        }

        TitleVotes? votes = null;
        foreach ((string path, MetadataFormat format) in files)
        {
            FileReport report;
            switch (format)
            {
                case MetadataFormat.Catalogue:
                    (IReadOnlyDictionary<TItemId, MovieMetadata> movies, report) = byItem[path];
                    joiner.Add(format, report, Unknown(path), i => movies.GetValueOrDefault(dataSet.Items[i]));
                    break;
                case MetadataFormat.TmdbCsv or MetadataFormat.TmdbJson:
                    Dictionary<long, MovieMetadata> tmdb = format == MetadataFormat.TmdbCsv
                        ? TmdbMovies.ReadCsv(path, _options, progress, cancellationToken, out report)
                        : TmdbMovies.ReadJson(path, _options, progress, cancellationToken, out report);
                    joiner.Add(format, report, DataSetLicences.Tmdb.ToInfo(), i => tmdb.GetValueOrDefault(joiner.TmdbIds[i]));
                    break;
                case MetadataFormat.ImdbBasics:
                    Dictionary<long, MovieMetadata> imdb = ImdbTitles.ReadBasics(path, _options, joiner.ImdbSet(), progress, cancellationToken, out report);
                    joiner.Add(format, report, DataSetLicences.Imdb.ToInfo(), i => imdb.GetValueOrDefault(joiner.ImdbIds[i]));
                    break;
                default:
                    TitleVotes read = ImdbTitles.ReadRatings(path, _options, joiner.ImdbSet(), votesAsOf, progress, cancellationToken, out report);
                    votes ??= read;
                    joiner.AddVotes(report, read);
                    break;
            }
        }

        return joiner.Finish(votes);
    }

    /// <summary>Reads IMDb <c>title.ratings.tsv</c>, plain or gzip-compressed, whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="asOf">The day of the votes; null when unknown.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">Not such a file, a bad row in strict mode, or too many bad rows.</exception>
    public TitleVotes ReadVotes(
        string path, DateTimeOffset? asOf = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ImdbTitles.ReadRatings(path, _options, null, asOf, progress, cancellationToken, out _);
    }

    /// <summary>A file of unknown origin: its terms are unknown, and a gate will say so.</summary>
    private static DataSetInfo Unknown(string path) => new() { Name = Path.GetFileName(path), Source = Path.GetFileName(path) };

    private sealed class Joiner<TUserId, TItemId>
        where TUserId : notnull
        where TItemId : notnull
    {
        private readonly MovieDataSet<TUserId, TItemId> _data;
        private readonly MovieMetadata[] _rows;
        private readonly List<MetadataFile> _files = [];
        private readonly SortedSet<int> _yearConflicts = [];

        public Joiner(MovieDataSet<TUserId, TItemId> data)
        {
            _data = data;
            _rows = [.. Enumerable.Range(0, data.Items.Count).Select(static _ => new MovieMetadata())];
            TmdbIds = [.. Enumerable.Range(0, data.Items.Count).Select(data.Catalog.GetTmdbId)];
            ImdbIds = [.. Enumerable.Range(0, data.Items.Count).Select(i => Number(data.Catalog.GetImdbId(i)))];
        }

        /// <summary>0 where unknown: no title has that number.</summary>
        public long[] TmdbIds { get; }

        public long[] ImdbIds { get; }

        public HashSet<long> ImdbSet() => [.. ImdbIds.Where(static id => id != 0)];

        public void NoteIds(IReadOnlyDictionary<TItemId, MovieMetadata> movies)
        {
            foreach ((TItemId id, MovieMetadata movie) in movies)
            {
                if (_data.Items.TryGetIndex(id, out int i))
                {
                    TmdbIds[i] = TmdbIds[i] != 0 ? TmdbIds[i] : movie.TmdbId;
                    ImdbIds[i] = ImdbIds[i] != 0 ? ImdbIds[i] : Number(movie.ImdbId);
                }
            }
        }

        public void Add(MetadataFormat format, FileReport report, DataSetInfo info, Func<int, MovieMetadata?> find)
        {
            SortedDictionary<string, int> filled = new(StringComparer.Ordinal);
            int matched = 0;
            for (int i = 0; i < _rows.Length; i++)
            {
                if (find(i) is not { } movie)
                {
                    continue;
                }

                matched++;
                int own = _data.Catalog.GetYear(i);
                if (own != 0 && movie.Year != 0 && Math.Abs(own - movie.Year) > 2)
                {
                    _yearConflicts.Add(i);
                }

                _rows[i] = MovieMetadataMerge.Fill(_rows[i], movie, filled);
            }

            _files.Add(new MetadataFile(format, report, matched, filled, info));
        }

        public void AddVotes(FileReport report, TitleVotes votes)
        {
            int matched = Enumerable.Range(0, _rows.Length).Count(i => ImdbIds[i] != 0 && votes.TryGet(ImdbIds[i].ToString(CultureInfo.InvariantCulture), out _));
            _files.Add(new MetadataFile(MetadataFormat.ImdbRatings, report, matched, new Dictionary<string, int>(), DataSetLicences.Imdb.ToInfo()));
        }

        public MetadataResult<TUserId, TItemId> Finish(TitleVotes? votes)
        {
            for (int i = 0; i < _rows.Length; i++)
            {
                _rows[i] = MovieMetadataMerge.Fill(_rows[i], _data.Catalog.GetMetadata(i), null);
            }

            // Votes change nothing in the data set; a file that supplied no value leaves no trace either.
            IEnumerable<DataSetInfo> sources = _files.Where(static f => f.FilledValues.Count > 0).Select(static f => f.Info);
            MovieDataSet<TUserId, TItemId> joined = new(
                _data.Users, _data.Items, _data.Log, MovieCatalog.Create(_rows), _data.Info, [.. _data.MetadataSources, .. sources]);
            return new MetadataResult<TUserId, TItemId>(joined, _files, votes, [.. _yearConflicts.Select(i => _data.Items[i])]);
        }

        private static long Number(string imdbId) =>
            long.TryParse(imdbId.StartsWith("tt", StringComparison.Ordinal) ? imdbId.AsSpan(2) : imdbId, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
    }
}
