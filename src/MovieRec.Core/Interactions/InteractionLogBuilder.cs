using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>
/// Collects rows by the caller's ids and builds an <see cref="InteractionLog"/> with its id maps. Columns grow in
/// blocks: no object for each row, no boxing, no doubling copy.
/// </summary>
/// <typeparam name="TUserId">User id: int, long, string or Guid.</typeparam>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
/// <remarks>Not thread-safe. 20 bytes for each row until <see cref="Build"/>.</remarks>
public sealed class InteractionLogBuilder<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly ProvisionalIds<TUserId> _userIds = new();
    private readonly ProvisionalIds<TItemId> _itemIds = new();
    private readonly ColumnBuffer<int> _users = new();
    private readonly ColumnBuffer<int> _items = new();
    private readonly ColumnBuffer<float> _ratings = new();
    private readonly ColumnBuffer<long> _timestamps = new();
    private readonly bool _hasRatings;
    private readonly bool _hasTimestamps;

    /// <summary>Creates a builder.</summary>
    /// <param name="columns">Which columns the source has beside user and item.</param>
    public InteractionLogBuilder(InteractionColumns columns = InteractionColumns.RatingAndTimestamp)
    {
        _hasRatings = columns.HasFlag(InteractionColumns.Rating);
        _hasTimestamps = columns.HasFlag(InteractionColumns.Timestamp);
    }

    /// <summary>Rows added so far.</summary>
    public int Count => _users.Count;

    /// <summary>Adds one row.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="rating">Rating or weight, finite; ignored when the source has no such column.</param>
    /// <param name="timestamp">Unix seconds ≥ 0, 0 = unknown; ignored when the source has no such column.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rating is not finite or the timestamp is negative.</exception>
    public void Add(TUserId userId, TItemId itemId, float rating = 1, long timestamp = 0)
    {
        if (!float.IsFinite(rating))
        {
            throw new ArgumentOutOfRangeException(nameof(rating), rating, "A rating must be a finite number.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(timestamp);
        _users.Add(_userIds.GetOrAdd(userId));
        _items.Add(_itemIds.GetOrAdd(itemId));
        if (_hasRatings)
        {
            _ratings.Add(rating);
        }

        if (_hasTimestamps)
        {
            _timestamps.Add(timestamp);
        }
    }

    /// <summary>
    /// Sorts, keeps the last row of each (user, item) pair (latest timestamp, on equal timestamps the row added later)
    /// and assigns indices in ascending id order. The builder is empty afterwards.
    /// </summary>
    /// <param name="catalogueIds">Items that must be in the item map even without a row; null for none.</param>
    /// <param name="cancellationToken">Ends the sorting; the rows are lost.</param>
    public InteractionLogResult<TUserId, TItemId> Build(
        IEnumerable<TItemId>? catalogueIds = null, CancellationToken cancellationToken = default)
    {
        IdMap<TUserId> users = _userIds.ToMap(null, out int[] userRank);
        IdMap<TItemId> items = _itemIds.ToMap(catalogueIds, out int[] itemRank);
        cancellationToken.ThrowIfCancellationRequested();
        int[] userColumn = _users.Drain();
        int[] itemColumn = _items.Drain();
        Relabel(userColumn, userRank);
        Relabel(itemColumn, itemRank);
        InteractionLog log = InteractionSorter.Sort(
            users.Count,
            items.Count,
            userColumn,
            itemColumn,
            _ratings.Drain(),
            _timestamps.Drain(),
            out long duplicates,
            out long exact,
            cancellationToken);
        return new InteractionLogResult<TUserId, TItemId>(users, items, log, duplicates) { ExactDuplicates = exact };
    }

    private static void Relabel(int[] column, int[] rank)
    {
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = rank[column[i]];
        }
    }

    /// <summary>Ids in order of first appearance; becomes a sorted map and the permutation to it.</summary>
    private sealed class ProvisionalIds<TId>
        where TId : notnull
    {
        private readonly Dictionary<TId, int> _indices = new(IdKinds.EqualityComparer<TId>());
        private TId? _lastId;
        private int _lastIndex = -1;

        public ProvisionalIds() => _ = IdKinds.KindOf<TId>();

        public int GetOrAdd(TId id)
        {
            // Files are mostly sorted by user: the same id comes again and again.
            if (_lastIndex >= 0 && EqualityComparer<TId>.Default.Equals(id, _lastId))
            {
                return _lastIndex;
            }

            ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_indices, id, out bool exists);
            if (!exists)
            {
                slot = _indices.Count - 1;
            }

            _lastId = id;
            _lastIndex = slot;
            return slot;
        }

        public IdMap<TId> ToMap(IEnumerable<TId>? more, out int[] rank)
        {
            IdMap<TId> map = IdMap<TId>.Create(more is null ? _indices.Keys : _indices.Keys.Concat(more));
            rank = new int[_indices.Count];
            foreach ((TId id, int provisional) in _indices)
            {
                map.TryGetIndex(id, out rank[provisional]);
            }

            _indices.Clear();
            _lastIndex = -1;
            return map;
        }
    }
}
