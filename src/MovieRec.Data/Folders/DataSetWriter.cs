namespace MovieRec.Data;

/// <summary>
/// Writes a data-set folder user by user, so that a data set of any size is written from one row group of memory. The
/// folder shows the old data set (or none) until <see cref="Complete"/> has published the new one in a single step.
/// </summary>
/// <typeparam name="TUserId">User id: int, long, string or Guid.</typeparam>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
/// <remarks>Not thread-safe; one writer for a folder at a time. Disposed before <see cref="Complete"/>, it leaves nothing.</remarks>
public sealed class DataSetWriter<TUserId, TItemId> : IDisposable
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly IdMap<TItemId> _items;
    private readonly InteractionColumns _columns;
    private readonly CancellationToken _cancellationToken;
    private readonly FolderStage _stage;
    private readonly SynchronousStream _stream;
    private readonly InteractionFileWriter<TUserId> _rows;
    private readonly List<TUserId> _users = [];
    private readonly int[] _lastUserOfItem;
    private bool _hasUserWithoutRows;
    private bool _completed;

    /// <summary>Starts a data set.</summary>
    /// <param name="path">The folder: new, empty, or a data-set folder to replace.</param>
    /// <param name="items">Every item, those without interactions included.</param>
    /// <param name="columns">Which columns the rows have beside user and item.</param>
    /// <param name="cancellationToken">Ends the writing at the next row group.</param>
    /// <exception cref="IOException">The folder holds something else, or cannot be written.</exception>
    public DataSetWriter(
        string path,
        IdMap<TItemId> items,
        InteractionColumns columns = InteractionColumns.RatingAndTimestamp,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(items);
        cancellationToken.ThrowIfCancellationRequested();
        _items = items;
        _columns = columns & InteractionColumns.RatingAndTimestamp;
        _cancellationToken = cancellationToken;
        _lastUserOfItem = new int[items.Count];
        _stage = new FolderStage(path);
        try
        {
            _stream = _stage.Create(FolderFiles.Interactions);
            _rows = InteractionFileWriter<TUserId>.Create(_stream, items, _columns, cancellationToken);
        }
        catch
        {
            _stream?.Dispose();
            _stage.Dispose();
            throw;
        }
    }

    /// <summary>Interactions added.</summary>
    public long Count => _rows.Count;

    /// <summary>Users added.</summary>
    public int UserCount => _users.Count;

    /// <summary>Whether users come in the order of an existing map (distinct, not necessarily ascending).</summary>
    internal bool FollowsMap { get; init; }

    /// <summary>Adds one user with all rows.</summary>
    /// <param name="userId">The user; ids must ascend from call to call (strings ordinal).</param>
    /// <param name="itemIndices">Item indices, each at most once, by time and then by index; may be empty.</param>
    /// <param name="ratings">Rating of each row, finite; empty when the data set has none.</param>
    /// <param name="timestamps">Unix seconds ≥ 0 of each row, 0 = unknown; empty when the data set has none.</param>
    /// <exception cref="ArgumentException">The rows break one of these rules.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void AddUser(
        TUserId userId, ReadOnlySpan<int> itemIndices, ReadOnlySpan<float> ratings = default, ReadOnlySpan<long> timestamps = default)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (!FollowsMap && _users.Count > 0 && IdKinds.Comparer<TUserId>().Compare(_users[^1], userId) >= 0)
        {
            throw new ArgumentException($"User ids must ascend, but '{userId}' follows '{_users[^1]}'.", nameof(userId));
        }

        if (ratings.Length != (_columns.HasFlag(InteractionColumns.Rating) ? itemIndices.Length : 0)
            || timestamps.Length != (_columns.HasFlag(InteractionColumns.Timestamp) ? itemIndices.Length : 0))
        {
            throw new ArgumentException(
                $"User '{userId}': {itemIndices.Length} items, {ratings.Length} ratings, {timestamps.Length} timestamps do not fit the columns {_columns}.", nameof(itemIndices));
        }

        _users.Add(userId);
        CheckRows(userId, itemIndices, ratings, timestamps);
        _hasUserWithoutRows |= itemIndices.IsEmpty;
        _rows.Add(userId, itemIndices, ratings, timestamps);
    }

    /// <summary>Writes the metadata and publishes the data set.</summary>
    /// <param name="catalog">Metadata over the items; null for none.</param>
    /// <param name="info">Origin and terms; null for unknown.</param>
    /// <param name="metadataSources">Origin and terms of metadata that came from elsewhere; null for none.</param>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="ArgumentException">The catalogue covers another number of items, or a list entry contains <c>|</c>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DataSetManifest Complete(
        MovieCatalog? catalog = null, DataSetInfo? info = null, IReadOnlyList<DataSetInfo>? metadataSources = null)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (catalog is not null && catalog.Count != _items.Count)
        {
            throw new ArgumentException($"The catalogue covers {catalog.Count} items, the map {_items.Count}.", nameof(catalog));
        }

        if (_rows.Count > Array.MaxLength)
        {
            throw new InvalidOperationException($"A data set holds at most {Array.MaxLength} interactions; {_rows.Count} were added.");
        }

        _completed = true;
        catalog ??= MovieCatalog.Create(new MovieMetadata?[_items.Count]);
        long interactions = _rows.Count;
        _rows.Complete();
        List<DataSetFile> files = [_stage.Finish(_stream, FolderFiles.Interactions, interactions)];
        files.Add(WriteFile(FolderFiles.Movies, _items.Count, stream => MovieFile.Write(stream, _items, catalog, _cancellationToken)));
        if (_hasUserWithoutRows)
        {
            files.Add(WriteFile(FolderFiles.Users, _users.Count, stream => UserFile.Write(stream, _users, _cancellationToken)));
        }

        DataSetManifest manifest = new DataSetManifest
        {
            UserIdKind = IdMap<TUserId>.Kind,
            ItemIdKind = IdMap<TItemId>.Kind,
            Users = _users.Count,
            Items = _items.Count,
            Interactions = interactions,
            Columns = _columns,
            Files = files,
            MetadataSources = metadataSources ?? [],
        }.WithInfo(info ?? new DataSetInfo());
        _cancellationToken.ThrowIfCancellationRequested();
        _stage.Commit(manifest);
        return manifest;
    }

    /// <summary>Removes what was written when <see cref="Complete"/> has not published it.</summary>
    public void Dispose()
    {
        _completed = true;
        _rows.Dispose();
        _stream.Dispose();
        _stage.Dispose();
    }

    private DataSetFile WriteFile(string name, int rows, Action<Stream> write)
    {
        using SynchronousStream stream = _stage.Create(name);
        write(stream);
        return _stage.Finish(stream, name, rows);
    }

    private void CheckRows(TUserId userId, ReadOnlySpan<int> items, ReadOnlySpan<float> ratings, ReadOnlySpan<long> timestamps)
    {
        int user = _users.Count;
        for (int i = 0; i < items.Length; i++)
        {
            int item = items[i];
            if ((uint)item >= (uint)_lastUserOfItem.Length)
            {
                throw new ArgumentException($"User '{userId}': item index {item} is outside 0 … {_lastUserOfItem.Length - 1}.", nameof(items));
            }

            bool inOrder = i == 0
                || (timestamps.IsEmpty || timestamps[i] == timestamps[i - 1] ? item > items[i - 1] : timestamps[i] > timestamps[i - 1]);
            if (!inOrder || _lastUserOfItem[item] == user)
            {
                throw new ArgumentException($"User '{userId}', row {i}: rows must be sorted by time, then item, with each item once.", nameof(items));
            }

            _lastUserOfItem[item] = user;
            if ((!ratings.IsEmpty && !float.IsFinite(ratings[i])) || (!timestamps.IsEmpty && timestamps[i] < 0))
            {
                throw new ArgumentException($"User '{userId}', row {i}: a rating must be finite and a timestamp ≥ 0.", nameof(ratings));
            }
        }
    }
}
