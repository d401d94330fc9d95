namespace MovieRec;

/// <summary>A data set in memory: ids, rows, metadata, origin. Immutable.</summary>
/// <typeparam name="TUserId">User id.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class MovieDataSet<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Creates a data set.</summary>
    /// <param name="users">User ids.</param>
    /// <param name="items">Item ids.</param>
    /// <param name="log">Rows over these index spaces.</param>
    /// <param name="catalog">Metadata over the item index space; null for none.</param>
    /// <param name="info">Origin and licence; null for unknown.</param>
    /// <param name="metadataSources">Origin and licence of metadata that came from elsewhere; null for none.</param>
    /// <exception cref="ArgumentException">The parts cover different index spaces.</exception>
    public MovieDataSet(
        IdMap<TUserId> users,
        IdMap<TItemId> items,
        InteractionLog log,
        MovieCatalog? catalog = null,
        DataSetInfo? info = null,
        IReadOnlyList<DataSetInfo>? metadataSources = null)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(log);
        if (log.UserCount != users.Count || log.ItemCount != items.Count || (catalog is not null && catalog.Count != items.Count))
        {
            throw new ArgumentException(
                $"The parts differ in size: {users.Count} users and {items.Count} items in the maps, "
                + $"{log.UserCount} and {log.ItemCount} in the log, {catalog?.Count ?? items.Count} items in the catalogue.");
        }

        Users = users;
        Items = items;
        Log = log;
        Catalog = catalog ?? MovieCatalog.Create(new MovieMetadata?[items.Count]);
        Info = info ?? new DataSetInfo();
        MetadataSources = [.. (metadataSources ?? []).Distinct().Where(s => s != Info)];
    }

    /// <summary>User ids.</summary>
    public IdMap<TUserId> Users { get; }

    /// <summary>Item ids.</summary>
    public IdMap<TItemId> Items { get; }

    /// <summary>Rows.</summary>
    public InteractionLog Log { get; }

    /// <summary>Metadata by item index.</summary>
    public MovieCatalog Catalog { get; }

    /// <summary>Origin and licence.</summary>
    public DataSetInfo Info { get; }

    /// <summary>Origin and licence of metadata that came from elsewhere than the rows; empty for none.</summary>
    public IReadOnlyList<DataSetInfo> MetadataSources { get; }

    /// <summary>Everything the data came from: <see cref="Info"/>, then <see cref="MetadataSources"/>. A model remembers them all.</summary>
    public IReadOnlyList<DataSetInfo> Sources => [Info, .. MetadataSources];

    /// <summary>Training data of the whole data set.</summary>
    /// <param name="options">What counts as liked; null for the defaults.</param>
    public TrainingData ToTrainingData(InteractionOptions? options = null) => TrainingData.FromLog(Log, options, Catalog);
}
