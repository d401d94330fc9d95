using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>Writes <c>interactions.parquet</c> user by user; memory is one row group, whatever the number of rows.</summary>
internal abstract class InteractionFileWriter<TUserId> : IDisposable
    where TUserId : notnull
{
    public abstract long Count { get; }

    /// <summary>Appends the rows of one user, checked and in their final order.</summary>
    public abstract void Add(TUserId userId, ReadOnlySpan<int> itemIndices, ReadOnlySpan<float> ratings, ReadOnlySpan<long> timestamps);

    /// <summary>Writes the last row group and the footer.</summary>
    public abstract void Complete();

    public abstract void Dispose();

    public static InteractionFileWriter<TUserId> Create<TItemId>(
        Stream stream, IdMap<TItemId> items, InteractionColumns columns, CancellationToken cancellationToken)
        where TItemId : notnull
    {
        IReadOnlyList<DataField> fields = ParquetColumns.Interactions(IdMap<TUserId>.Kind, IdMap<TItemId>.Kind, columns);
        return (StoredIds.IsText(IdMap<TUserId>.Kind), StoredIds.IsText(IdMap<TItemId>.Kind)) switch
        {
            (false, false) => New<long, long>(),
            (false, true) => New<long, string>(),
            (true, false) => New<string, long>(),
            (true, true) => New<string, string>(),
        };

        InteractionFileWriter<TUserId, TUser, TItem> New<TUser, TItem>()
            where TUser : notnull
            where TItem : notnull =>
            new(new ParquetSink(stream, fields), fields, columns, StoredIds.ToStored<TItemId, TItem>(items.Ids), cancellationToken);
    }
}

/// <summary>The same with the stored id types: long or string.</summary>
internal sealed class InteractionFileWriter<TUserId, TUser, TItem> : InteractionFileWriter<TUserId>
    where TUserId : notnull
    where TUser : notnull
    where TItem : notnull
{
    private readonly ParquetSink _sink;
    private readonly IReadOnlyList<DataField> _fields;
    private readonly TItem[] _itemIds;
    private readonly CancellationToken _cancellationToken;
    private readonly TUser[] _users = new TUser[FolderFiles.GroupRows];
    private readonly TItem[] _items = new TItem[FolderFiles.GroupRows];
    private readonly float[] _ratings;
    private readonly long[] _timestamps;
    private int _inGroup;
    private long _written;

    public InteractionFileWriter(
        ParquetSink sink, IReadOnlyList<DataField> fields, InteractionColumns columns, TItem[] itemIds, CancellationToken cancellationToken)
    {
        _sink = sink;
        _fields = fields;
        _itemIds = itemIds;
        _cancellationToken = cancellationToken;
        _ratings = new float[columns.HasFlag(InteractionColumns.Rating) ? FolderFiles.GroupRows : 0];
        _timestamps = new long[columns.HasFlag(InteractionColumns.Timestamp) ? FolderFiles.GroupRows : 0];
    }

    public override long Count => _written + _inGroup;

    public override void Add(TUserId userId, ReadOnlySpan<int> itemIndices, ReadOnlySpan<float> ratings, ReadOnlySpan<long> timestamps)
    {
        TUser user = StoredIds.ToStored<TUserId, TUser>(userId);
        for (int start = 0; start < itemIndices.Length;)
        {
            int count = Math.Min(itemIndices.Length - start, FolderFiles.GroupRows - _inGroup);
            _users.AsSpan(_inGroup, count).Fill(user);
            for (int i = 0; i < count; i++)
            {
                _items[_inGroup + i] = _itemIds[itemIndices[start + i]];
            }

            if (_ratings.Length > 0)
            {
                ratings.Slice(start, count).CopyTo(_ratings.AsSpan(_inGroup));
            }

            if (_timestamps.Length > 0)
            {
                timestamps.Slice(start, count).CopyTo(_timestamps.AsSpan(_inGroup));
            }

            start += count;
            _inGroup += count;
            if (_inGroup == FolderFiles.GroupRows)
            {
                WriteGroup();
            }
        }
    }

    public override void Complete()
    {
        if (_inGroup > 0)
        {
            WriteGroup();
        }

        _sink.Complete();
    }

    public override void Dispose() => _sink.Dispose();

    private void WriteGroup()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int next = 0;
        _sink.BeginGroup();
        _sink.Write(_fields[next++], _users, _inGroup);
        _sink.Write(_fields[next++], _items, _inGroup);
        if (_ratings.Length > 0)
        {
            _sink.Write(_fields[next++], _ratings, _inGroup);
        }

        if (_timestamps.Length > 0)
        {
            _sink.Write(_fields[next], _timestamps, _inGroup);
        }

        _sink.EndGroup();
        _written += _inGroup;
        _inGroup = 0;
    }
}
