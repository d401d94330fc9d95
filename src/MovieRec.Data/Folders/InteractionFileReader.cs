namespace MovieRec.Data;

/// <summary>
/// Reads <c>interactions.parquet</c> row group by row group straight into the columns of a log. The file is sorted by
/// user, time and item; that is checked row by row, so that nothing needs sorting and memory is the log itself plus one
/// row group. A group is checked before the next one is read: a file of senseless rows ends at its first group.
/// </summary>
internal sealed class InteractionFileReader<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    /// <summary>Rows for each byte of the file for which room is made ahead; more is made as rows are really there.</summary>
    private const long PlausibleRowsPerByte = 8;

    private readonly ParquetTable _table;
    private readonly string _path;
    private readonly StoredIdIndex<TItem> _items;
    private readonly StoredIdIndex<TUser>? _knownUsers;
    private readonly HashSet<TUser> _seenUsers = new(IdKinds.EqualityComparer<TUser>());
    private readonly List<TUser> _users = [];
    private readonly int[] _lastUserOfItem;
    private readonly int _rowCount;
    private int[] _userColumn;
    private int[] _itemColumn;
    private float[] _ratingColumn;
    private long[] _timeColumn;
    private TUser? _currentUser;
    private int _currentIndex = -1;
    private int _row;

    /// <summary>Prepares a reading.</summary>
    /// <param name="table">The verified file.</param>
    /// <param name="file">Its entry in the manifest.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="columns">The columns beside user and item.</param>
    /// <param name="items">Indices of the item ids.</param>
    /// <param name="itemCount">Number of items.</param>
    /// <param name="knownUsers">Indices of the user ids where users.parquet gives them; null: users are numbered as they appear.</param>
    public InteractionFileReader(
        ParquetTable table,
        DataSetFile file,
        string path,
        InteractionColumns columns,
        StoredIdIndex<TItem> items,
        int itemCount,
        StoredIdIndex<TUser>? knownUsers)
    {
        _table = table;
        _path = path;
        _items = items;
        _knownUsers = knownUsers;
        _rowCount = (int)file.Rows;
        _lastUserOfItem = new int[itemCount];
        _lastUserOfItem.AsSpan().Fill(-1);
        int room = (int)Math.Min(file.Rows, file.Bytes * PlausibleRowsPerByte);
        _userColumn = new int[room];
        _itemColumn = new int[room];
        _ratingColumn = new float[columns.HasFlag(InteractionColumns.Rating) ? room : 0];
        _timeColumn = new long[columns.HasFlag(InteractionColumns.Timestamp) ? room : 0];
        HasRatings = columns.HasFlag(InteractionColumns.Rating);
        HasTimestamps = columns.HasFlag(InteractionColumns.Timestamp);
    }

    private bool HasRatings { get; }

    private bool HasTimestamps { get; }

    /// <summary>Users in order of appearance, when no list of known users was given.</summary>
    public IReadOnlyList<TUser> Users => _users;

    public InteractionLog Read(int? userCount, CancellationToken cancellationToken)
    {
        int longest = 0;
        for (int group = 0; group < _table.GroupCount; group++)
        {
            longest = Math.Max(longest, _table.GroupRows(group));
        }

        TUser[] users = new TUser[longest];
        TItem[] items = new TItem[longest];
        float[] ratings = new float[HasRatings ? longest : 0];
        long[] times = new long[HasTimestamps ? longest : 0];
        for (int group = 0; group < _table.GroupCount; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = _table.GroupRows(group);
            MakeRoom(_row + rows);
            _table.Read(group, "user", users);
            _table.Read(group, "item", items);
            if (HasRatings)
            {
                _table.Read(group, "weight", ratings);
                ratings.AsSpan(0, rows).CopyTo(_ratingColumn.AsSpan(_row));
            }

            if (HasTimestamps)
            {
                _table.Read(group, "timestamp", times);
                times.AsSpan(0, rows).CopyTo(_timeColumn.AsSpan(_row));
            }

            for (int i = 0; i < rows; i++)
            {
                Take(users[i], items[i]);
            }
        }

        return new InteractionLog(userCount ?? _users.Count, _lastUserOfItem.Length, _userColumn, _itemColumn, _ratingColumn, _timeColumn);
    }

    /// <summary>Checks one row against its predecessor and numbers it; rating and time are already in their columns.</summary>
    private void Take(TUser user, TItem item)
    {
        bool newUser = _currentIndex < 0 || !EqualityComparer<TUser>.Default.Equals(user, _currentUser);
        if (newUser)
        {
            BeginUser(user);
        }

        int row = _row;
        int itemIndex = _items.Find(item);
        if (itemIndex < 0)
        {
            throw Error("item", $"row {row + 1}: item '{item}' is not in {FolderFiles.Movies}");
        }

        long time = HasTimestamps ? _timeColumn[row] : 0;
        if (time < 0)
        {
            throw Error("timestamp", $"row {row + 1}: {time}; expected Unix seconds ≥ 0");
        }

        if (HasRatings && !float.IsFinite(_ratingColumn[row]))
        {
            throw Error("weight", $"row {row + 1}: {_ratingColumn[row]}; expected a finite number");
        }

        if (!newUser)
        {
            long previousTime = HasTimestamps ? _timeColumn[row - 1] : 0;
            if (time < previousTime || (time == previousTime && itemIndex <= _itemColumn[row - 1]))
            {
                throw Error("", $"row {row + 1}: rows are not sorted by user, time and item");
            }
        }

        if (_lastUserOfItem[itemIndex] == _currentIndex)
        {
            throw Error("", $"row {row + 1}: user '{user}' and item '{item}' occur together more than once");
        }

        _lastUserOfItem[itemIndex] = _currentIndex;
        _userColumn[row] = _currentIndex;
        _itemColumn[row] = itemIndex;
        _row = row + 1;
    }

    private void BeginUser(TUser user)
    {
        if (_knownUsers is not null)
        {
            int index = _knownUsers.Find(user);
            if (index < 0)
            {
                throw Error("user", $"row {_row + 1}: user '{user}' is not in {FolderFiles.Users}");
            }

            if (index <= _currentIndex)
            {
                throw Error("", $"row {_row + 1}: rows are not sorted by user, time and item");
            }

            _currentIndex = index;
        }
        else
        {
            if (!_seenUsers.Add(user))
            {
                throw Error("", $"row {_row + 1}: rows are not sorted by user: user '{user}' comes again");
            }

            _currentIndex = _users.Count;
            _users.Add(user);
        }

        _currentUser = user;
    }

    private void MakeRoom(int rows)
    {
        if (rows <= _userColumn.Length)
        {
            return;
        }

        int room = (int)Math.Min(_rowCount, Math.Max(rows, _userColumn.Length * 2L));
        Array.Resize(ref _userColumn, room);
        Array.Resize(ref _itemColumn, room);
        if (HasRatings)
        {
            Array.Resize(ref _ratingColumn, room);
        }

        if (HasTimestamps)
        {
            Array.Resize(ref _timeColumn, room);
        }
    }

    private DataFormatException Error(string column, string reason) => FolderFiles.Error(_path, reason, column);
}
