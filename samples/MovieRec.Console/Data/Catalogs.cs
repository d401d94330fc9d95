using MovieRec.Data;

namespace MovieRec.Cli.Data;

/// <summary>Metadata from <c>--catalog</c>: a movies CSV, a MovieLens folder or a data-set folder.</summary>
internal static class Catalogs
{
    public static IReadOnlyDictionary<TItemId, MovieMetadata> Read<TItemId>(string path, ImportOptions options, CliContext context)
        where TItemId : notnull
    {
        if (File.Exists(path))
        {
            return new MovieCsvReader(options).Read<TItemId>(path, null, context.CancellationToken).Movies;
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"--catalog {path}: there is no such file or folder.");
        }

        return DataSources.Open(path, null, options, context, new Collect<TItemId>(path));
    }

    /// <summary>Adds the catalogue's items to the index space and lays its metadata over the data set's own.</summary>
    public static MovieDataSet<TUserId, TItemId> Extend<TUserId, TItemId>(
        MovieDataSet<TUserId, TItemId> data, IReadOnlyDictionary<TItemId, MovieMetadata> movies)
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
            rows[index] = metadata;
        }

        int[] itemColumn = data.Log.Items.ToArray();
        for (int i = 0; i < itemColumn.Length; i++)
        {
            itemColumn[i] = newItem[itemColumn[i]];
        }

        InteractionLog log = InteractionLog.Create(
            data.Users.Count, items.Count, data.Log.Users, itemColumn, data.Log.Ratings, data.Log.Timestamps);
        return new MovieDataSet<TUserId, TItemId>(data.Users, items, log, MovieCatalog.Create(rows), data.Info);
    }

    private sealed class Collect<TItemId>(string path) : IDataSetAction<IReadOnlyDictionary<TItemId, MovieMetadata>>
        where TItemId : notnull
    {
        public IReadOnlyDictionary<TItemId, MovieMetadata> Run<TUser, TItem>(MovieDataSet<TUser, TItem> data, ImportReport? report)
            where TUser : notnull
            where TItem : notnull
        {
            if (data is not MovieDataSet<TUser, TItemId> fitting)
            {
                throw new UsageException($"--catalog {path}: its item ids are of another kind than those of the interactions.");
            }

            Dictionary<TItemId, MovieMetadata> movies = new(fitting.Items.Count);
            for (int i = 0; i < fitting.Items.Count; i++)
            {
                movies[fitting.Items[i]] = fitting.Catalog.GetMetadata(i);
            }

            return movies;
        }
    }
}
