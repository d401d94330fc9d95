namespace MovieRec.Data;

/// <summary>Puts a data set together from its verified files, whose ids are stored as long or string.</summary>
internal static class DataSetLoader<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    public static MovieDataSet<TUserId, TItemId> Load<TUserId, TItemId>(
        string folder, DataSetManifest manifest, CancellationToken cancellationToken)
        where TUserId : notnull
        where TItemId : notnull
    {
        TItem[] itemIds;
        MovieCatalog catalog;
        using (ParquetTable table = Open(folder, manifest, FolderFiles.Movies, cancellationToken))
        {
            itemIds = MovieFile.Read<TItem>(table, manifest.Items, cancellationToken, out catalog);
        }

        StoredIdIndex<TItem> itemIndex = StoredIdIndex<TItem>.TryCreate(itemIds)
            ?? throw Error(folder, FolderFiles.Movies, "an item occurs twice", "item");
        TUser[]? userIds = null;
        StoredIdIndex<TUser>? knownUsers = null;
        if (manifest.Find(FolderFiles.Users) is not null)
        {
            using ParquetTable table = Open(folder, manifest, FolderFiles.Users, cancellationToken);
            userIds = UserFile.Read<TUser>(table, cancellationToken);
            knownUsers = StoredIdIndex<TUser>.TryCreate(userIds)
                ?? throw Error(folder, FolderFiles.Users, "a user occurs twice", "user");
        }

        InteractionLog log;
        using (ParquetTable table = Open(folder, manifest, FolderFiles.Interactions, cancellationToken))
        {
            InteractionFileReader<TUser, TItem> reader = new(
                table,
                manifest.Find(FolderFiles.Interactions)!,
                Path.Combine(folder, FolderFiles.Interactions),
                manifest.Columns,
                itemIndex,
                itemIds.Length,
                knownUsers);
            log = reader.Read(userIds?.Length, cancellationToken);
            userIds ??= [.. reader.Users];
        }

        if (userIds.Length != manifest.Users)
        {
            throw Error(folder, FolderFiles.Interactions, $"{userIds.Length} users; {FolderFiles.Manifest} says {manifest.Users}", "user");
        }

        TUserId[] users = StoredIds.TryToIds<TUser, TUserId>(userIds, manifest.UserIdKind, out string reason)
            ?? throw Error(folder, FolderFiles.Interactions, reason, "user");
        TItemId[] items = StoredIds.TryToIds<TItem, TItemId>(itemIds, manifest.ItemIdKind, out reason)
            ?? throw Error(folder, FolderFiles.Movies, reason, "item");
        DataSetInfo info = manifest.ToInfo();
        return IdMap<TUserId>.Kind is IdKind.String && !StoredIds.IsText(manifest.UserIdKind)
            || IdMap<TItemId>.Kind is IdKind.String && !StoredIds.IsText(manifest.ItemIdKind)
            ? Reordered(users, items, log, catalog, manifest)
            : new MovieDataSet<TUserId, TItemId>(IdMap<TUserId>.FromIndexOrder(users), IdMap<TItemId>.FromIndexOrder(items), log, catalog, info, manifest.MetadataSources);
    }

    /// <summary>Numbers read as text sort differently: indices ascend with the ids that the caller sees.</summary>
    private static MovieDataSet<TUserId, TItemId> Reordered<TUserId, TItemId>(
        TUserId[] users, TItemId[] items, InteractionLog log, MovieCatalog catalog, DataSetManifest manifest)
        where TUserId : notnull
        where TItemId : notnull
    {
        IdMap<TUserId> userMap = IdMap<TUserId>.Create(users);
        IdMap<TItemId> itemMap = IdMap<TItemId>.Create(items);
        MovieMetadata?[] movies = new MovieMetadata?[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            itemMap.TryGetIndex(items[i], out int index);
            movies[index] = catalog.GetMetadata(i);
        }

        InteractionLog sorted = InteractionLog.Create(
            userMap.Count, itemMap.Count, Relabel(log.Users, users, userMap), Relabel(log.Items, items, itemMap), log.Ratings, log.Timestamps);
        return new MovieDataSet<TUserId, TItemId>(userMap, itemMap, sorted, MovieCatalog.Create(movies), manifest.ToInfo(), manifest.MetadataSources);
    }

    private static int[] Relabel<TId>(ReadOnlySpan<int> column, TId[] ids, IdMap<TId> map)
        where TId : notnull
    {
        int[] rank = new int[ids.Length];
        for (int i = 0; i < rank.Length; i++)
        {
            map.TryGetIndex(ids[i], out rank[i]);
        }

        int[] relabelled = new int[column.Length];
        for (int i = 0; i < relabelled.Length; i++)
        {
            relabelled[i] = rank[column[i]];
        }

        return relabelled;
    }

    private static ParquetTable Open(string folder, DataSetManifest manifest, string name, CancellationToken cancellationToken)
    {
        DataSetFile file = manifest.Find(name)!;
        IReadOnlyList<Parquet.Schema.DataField> columns = name switch
        {
            FolderFiles.Movies => ParquetColumns.Movies(manifest.ItemIdKind),
            FolderFiles.Users => ParquetColumns.Users(manifest.UserIdKind),
            _ => ParquetColumns.Interactions(manifest.UserIdKind, manifest.ItemIdKind, manifest.Columns),
        };
        SynchronousStream stream = FolderReader.OpenVerified(folder, file, cancellationToken);
        try
        {
            return ParquetTable.Open(stream, Path.Combine(folder, name), file.Rows, columns);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static DataFormatException Error(string folder, string name, string reason, string column) =>
        FolderFiles.Error(Path.Combine(folder, name), reason, column);
}
