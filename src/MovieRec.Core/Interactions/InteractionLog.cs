using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>
/// Every row of a data set by dense index, columnar and immutable: who, what, how much, when. One row for each
/// (user, item) pair, sorted by user, then time, then item. Splits select rows of it.
/// </summary>
public sealed class InteractionLog
{
    private readonly int[] _users;
    private readonly int[] _items;
    private readonly float[] _ratings;
    private readonly long[] _timestamps;

    internal InteractionLog(int userCount, int itemCount, int[] users, int[] items, float[] ratings, long[] timestamps)
    {
        UserCount = userCount;
        ItemCount = itemCount;
        _users = users;
        _items = items;
        _ratings = ratings;
        _timestamps = timestamps;
    }

    /// <summary>Size of the user index space.</summary>
    public int UserCount { get; }

    /// <summary>Size of the item index space.</summary>
    public int ItemCount { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _users.Length;

    /// <summary>Dense user index of each row, ascending.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>Dense item index of each row.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Rating or weight of each row; empty when the source has none.</summary>
    public ReadOnlySpan<float> Ratings => _ratings;

    /// <summary>Unix seconds (UTC) of each row, 0 = unknown; empty when the source has none.</summary>
    public ReadOnlySpan<long> Timestamps => _timestamps;

    /// <summary>Whether rows carry a rating or weight.</summary>
    public bool HasRatings => _ratings.Length > 0;

    /// <summary>Whether rows carry a time.</summary>
    public bool HasTimestamps => _timestamps.Length > 0;

    /// <summary>Builds a log from columns in any order.</summary>
    /// <param name="userCount">Size of the user index space.</param>
    /// <param name="itemCount">Size of the item index space.</param>
    /// <param name="users">Dense user index of each row.</param>
    /// <param name="items">Dense item index of each row.</param>
    /// <param name="ratings">Rating of each row, finite; empty for none.</param>
    /// <param name="timestamps">Unix seconds of each row, ≥ 0; empty for none.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of range, or a (user, item) pair occurs twice.</exception>
    public static InteractionLog Create(
        int userCount,
        int itemCount,
        ReadOnlySpan<int> users,
        ReadOnlySpan<int> items,
        ReadOnlySpan<float> ratings = default,
        ReadOnlySpan<long> timestamps = default)
    {
        InteractionLog log = InteractionSorter.Sort(
            userCount, itemCount, users.ToArray(), items.ToArray(), ratings.ToArray(), timestamps.ToArray(), out long duplicates, out _);
        if (duplicates > 0)
        {
            throw new ArgumentException($"{duplicates} (user, item) pairs occur more than once; each pair must be one row.", nameof(users));
        }

        return log;
    }

    /// <summary>Selects rows; both index spaces stay.</summary>
    /// <param name="rows">Row numbers in ascending order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row number is out of range.</exception>
    /// <exception cref="ArgumentException">The row numbers do not ascend.</exception>
    public InteractionLog Select(ReadOnlySpan<int> rows)
    {
        int[] users = new int[rows.Length];
        int[] items = new int[rows.Length];
        float[] ratings = HasRatings ? new float[rows.Length] : [];
        long[] timestamps = HasTimestamps ? new long[rows.Length] : [];
        int previous = -1;
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            if ((uint)row >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"A row number must be in 0 … {Count - 1}.");
            }

            if (row <= previous)
            {
                throw new ArgumentException($"Row numbers must ascend, but {row} follows {previous}.", nameof(rows));
            }

            previous = row;
            users[i] = _users[row];
            items[i] = _items[row];
            if (ratings.Length > 0)
            {
                ratings[i] = _ratings[row];
            }

            if (timestamps.Length > 0)
            {
                timestamps[i] = _timestamps[row];
            }
        }

        return new InteractionLog(UserCount, ItemCount, users, items, ratings, timestamps);
    }

    /// <summary>XxHash128 of all columns, 32 hexadecimal digits.</summary>
    public string ComputeFingerprint()
    {
        XxHash128 hash = new();
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(header, UserCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], ItemCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Count);
        hash.Append(header);
        hash.Append(MemoryMarshal.AsBytes(_users.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(_items.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(_ratings.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(_timestamps.AsSpan()));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
