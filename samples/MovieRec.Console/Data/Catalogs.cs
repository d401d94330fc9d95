using MovieRec.Cli.Models;
using MovieRec.Data;

namespace MovieRec.Cli.Data;

/// <summary>Metadata from <c>--catalog</c>: a movies CSV, TMDB or IMDb files, a MovieLens folder or a data-set folder.</summary>
internal static class Catalogs
{
    public static IReadOnlyDictionary<TItemId, MovieMetadata> Read<TItemId>(string path, ImportOptions options, CliContext context)
        where TItemId : notnull => Read<TItemId>(path, options, context, out _);

    private static IReadOnlyDictionary<TItemId, MovieMetadata> Read<TItemId>(
        string path, ImportOptions options, CliContext context, out IReadOnlyList<DataSetInfo> sources)
        where TItemId : notnull
    {
        sources = [];
        if (File.Exists(path))
        {
            return new MovieCsvReader(options).Read<TItemId>(path, null, context.CancellationToken).Movies;
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"--catalog {path}: there is no such file or folder.");
        }

        Collect<TItemId> collect = new(path);
        IReadOnlyDictionary<TItemId, MovieMetadata> movies = DataSources.Open(path, null, options, context, collect);
        sources = collect.Sources;
        return movies;
    }

    /// <summary>
    /// Adds metadata from every path: items of catalogues join the index space, TMDB and IMDb files are joined by their ids.
    /// The first path that has a value wins; the data set's own values stand where none has. Every origin is remembered.
    /// </summary>
    public static MovieDataSet<TUserId, TItemId> Add<TUserId, TItemId>(
        MovieDataSet<TUserId, TItemId> data, string paths, ImportOptions options, CliContext context, ref ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        string[] parts = Path.Exists(paths) ? [paths] : paths.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        List<string> files = [];
        foreach (string path in parts)
        {
            bool table = File.Exists(path) && MetadataReader.TryDetect(path, out MetadataFormat format) && format != MetadataFormat.Catalogue;
            if (table || (Directory.Exists(path) && !File.Exists(Path.Combine(path, "dataset.json")) && !MovieLensReader.TryDetect(path, out _)))
            {
                files.Add(path);
                continue;
            }

            IReadOnlyDictionary<TItemId, MovieMetadata> movies = Read<TItemId>(path, options, context, out IReadOnlyList<DataSetInfo> sources);
            data = Extend(data, movies, sources);
            if (File.Exists(path))
            {
                files.Add(path);
            }
        }

        if (files.Count == 0)
        {
            return data;
        }

        MovieDataSet<TUserId, TItemId> before = data;
        MetadataResult<TUserId, TItemId> joined = context.WithProgress("Reading metadata", _ => new MetadataReader(options).Join(
            before, files, null, null, context.CancellationToken));
        foreach (MetadataFile file in joined.Files)
        {
            context.Terminal.Note(CliContext.Invariant(
                $"{Path.GetFileName(file.Report.Path)}: {file.Report.DataRows:N0} rows = {file.Report.Accepted:N0} accepted + {file.Report.Rejected:N0} rejected + {file.Report.Duplicates:N0} duplicates; says something about {file.MatchedItems:N0} of {data.Items.Count:N0} items."));
        }

        if (joined.YearConflicts.Count > 0)
        {
            context.Terminal.Note(CliContext.Invariant(
                $"{joined.YearConflicts.Count:N0} items whose year in the metadata differs by more than two (links may be wrong): {string.Join(", ", joined.YearConflicts.Take(10).Select(Ids.Text))}{(joined.YearConflicts.Count > 10 ? ", …" : "")}"));
        }

        report = report?.With([.. joined.Files.Select(static f => f.Report)]);
        return joined.DataSet;
    }

    /// <summary>Adds the catalogue's items to the index space and lays its metadata over the data set's own, field by field.</summary>
    private static MovieDataSet<TUserId, TItemId> Extend<TUserId, TItemId>(
        MovieDataSet<TUserId, TItemId> data, IReadOnlyDictionary<TItemId, MovieMetadata> movies, IReadOnlyList<DataSetInfo> sources)
        where TUserId : notnull
        where TItemId : notnull
    {
        IdMap<TItemId> items = IdMap<TItemId>.Create(data.Items.Ids.ToArray().Concat(movies.Keys));
        int[] newItem = new int[data.Items.Count];
        MovieMetadata?[] rows = new MovieMetadata?[items.Count];
        for (int i = 0; i < newItem.Length; i++)
        {
            items.TryGetIndex(data.Items[i], out newItem[i]);
            rows[newItem[i]] = data.Catalog.GetMetadata(i);
        }

        foreach ((TItemId id, MovieMetadata metadata) in movies)
        {
            items.TryGetIndex(id, out int index);
            rows[index] = rows[index] is { } own ? MovieMetadataMerge.Fill(metadata, own) : metadata;
        }

        int[] itemColumn = data.Log.Items.ToArray();
        for (int i = 0; i < itemColumn.Length; i++)
        {
            itemColumn[i] = newItem[itemColumn[i]];
        }

        InteractionLog log = InteractionLog.Create(
            data.Users.Count, items.Count, data.Log.Users, itemColumn, data.Log.Ratings, data.Log.Timestamps);
        return new MovieDataSet<TUserId, TItemId>(data.Users, items, log, MovieCatalog.Create(rows), data.Info, [.. data.MetadataSources, .. sources]);
    }

    private sealed class Collect<TItemId>(string path) : IDataSetAction<IReadOnlyDictionary<TItemId, MovieMetadata>>
        where TItemId : notnull
    {
        /// <summary>Where the catalogue came from.</summary>
        public IReadOnlyList<DataSetInfo> Sources { get; private set; } = [];

        public IReadOnlyDictionary<TItemId, MovieMetadata> Run<TUser, TItem>(MovieDataSet<TUser, TItem> data, ImportReport? report)
            where TUser : notnull
            where TItem : notnull
        {
            if (data is not MovieDataSet<TUser, TItemId> fitting)
            {
                throw new UsageException($"--catalog {path}: its item ids are of another kind than those of the interactions.");
            }

            Sources = data.Sources;
            Dictionary<TItemId, MovieMetadata> movies = new(fitting.Items.Count);
            for (int i = 0; i < fitting.Items.Count; i++)
            {
                movies[fitting.Items[i]] = fitting.Catalog.GetMetadata(i);
            }

            return movies;
        }
    }
}
