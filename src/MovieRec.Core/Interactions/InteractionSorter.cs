namespace MovieRec;

/// <summary>
/// Orders rows by (user, time, item) and keeps the last row of each (user, item) pair, with counting sorts over the
/// index spaces: O(rows + users + items), no comparison of objects, two integer columns of scratch. Rows that come user
/// by user need no more than a sort of each user (<see cref="GroupedInteractionSorter"/>).
/// </summary>
internal static class InteractionSorter
{
    /// <summary>
    /// Takes ownership of the columns. "Last" is the latest timestamp, on equal timestamps the later row.
    /// <paramref name="exactDuplicates"/> are those of the <paramref name="duplicates"/> that repeat another row's
    /// rating and timestamp too.
    /// </summary>
    public static InteractionLog Sort(
        int userCount,
        int itemCount,
        int[] users,
        int[] items,
        float[] ratings,
        long[] timestamps,
        out long duplicates,
        out long exactDuplicates,
        CancellationToken cancellationToken = default)
    {
        Check(userCount, itemCount, users, items, ratings, timestamps);
        if (GroupedInteractionSorter.IsGrouped(users))
        {
            int rows = GroupedInteractionSorter.Sort(
                users, items, ratings, timestamps, out duplicates, out exactDuplicates, cancellationToken);
            Array.Resize(ref users, rows);
            Array.Resize(ref items, rows);
            Array.Resize(ref ratings, Math.Min(rows, ratings.Length));
            Array.Resize(ref timestamps, Math.Min(rows, timestamps.Length));
            return new InteractionLog(userCount, itemCount, users, items, ratings, timestamps);
        }

        int n = users.Length;

        // Stable counting sorts: by item, then by user, give (user, item, input order).
        int[] byItem = CountingOrder(items, itemCount, order: null);
        cancellationToken.ThrowIfCancellationRequested();
        int[] order = CountingOrder(users, userCount, byItem);
        byItem = [];

        // Drop all but the last of each pair.
        duplicates = 0;
        exactDuplicates = 0;
        int kept = 0;
        for (int i = 0; i < n;)
        {
            int best = order[i];
            int j = i + 1;
            for (; j < n && users[order[j]] == users[best] && items[order[j]] == items[best]; j++)
            {
                int row = order[j];
                if (timestamps.Length == 0 || timestamps[row] >= timestamps[best])
                {
                    best = row;
                }

                duplicates++;
            }

            if (j - i > 1)
            {
                exactDuplicates += j - i - CountDistinct(order.AsSpan(i, j - i), ratings, timestamps);
            }

            order[kept++] = best;
            i = j;
        }

        // Within each user: by time; the order by item is the tie-break because the sort below is keyed on both.
        if (timestamps.Length > 0)
        {
            SortRunsByTime(order.AsSpan(0, kept), users, items, timestamps, cancellationToken);
        }

        int[] sortedUsers = Gather(users, order, kept);
        int[] sortedItems = Gather(items, order, kept);
        float[] sortedRatings = ratings.Length > 0 ? Gather(ratings, order, kept) : [];
        long[] sortedTimestamps = timestamps.Length > 0 ? Gather(timestamps, order, kept) : [];
        return new InteractionLog(userCount, itemCount, sortedUsers, sortedItems, sortedRatings, sortedTimestamps);
    }

    private static void Check(int userCount, int itemCount, int[] users, int[] items, float[] ratings, long[] timestamps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(userCount);
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        if (items.Length != users.Length
            || (ratings.Length != 0 && ratings.Length != users.Length)
            || (timestamps.Length != 0 && timestamps.Length != users.Length))
        {
            throw new ArgumentException(
                $"Columns differ in length: {users.Length} users, {items.Length} items, {ratings.Length} ratings, {timestamps.Length} timestamps.");
        }

        for (int i = 0; i < users.Length; i++)
        {
            if ((uint)users[i] >= (uint)userCount)
            {
                throw new ArgumentException($"Row {i}: user index {users[i]} is outside 0 … {userCount - 1}.");
            }

            if ((uint)items[i] >= (uint)itemCount)
            {
                throw new ArgumentException($"Row {i}: item index {items[i]} is outside 0 … {itemCount - 1}.");
            }
        }

        for (int i = 0; i < ratings.Length; i++)
        {
            if (!float.IsFinite(ratings[i]))
            {
                throw new ArgumentException($"Row {i}: the rating is {ratings[i]}; it must be a finite number.");
            }
        }

        for (int i = 0; i < timestamps.Length; i++)
        {
            if (timestamps[i] < 0)
            {
                throw new ArgumentException($"Row {i}: the timestamp is {timestamps[i]}; it must be Unix seconds ≥ 0.");
            }
        }
    }

    private static int[] CountingOrder(int[] keys, int keyCount, int[]? order)
    {
        int[] starts = new int[keyCount + 1];
        foreach (int key in keys)
        {
            starts[key + 1]++;
        }

        for (int k = 0; k < keyCount; k++)
        {
            starts[k + 1] += starts[k];
        }

        int[] result = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            int row = order is null ? i : order[i];
            result[starts[keys[row]]++] = row;
        }

        return result;
    }

    private static void SortRunsByTime(
        Span<int> order, int[] users, int[] items, long[] timestamps, CancellationToken cancellationToken)
    {
        RowTimeComparer comparer = new(items, timestamps);
        for (int start = 0; start < order.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = start + 1;
            while (end < order.Length && users[order[end]] == users[order[start]])
            {
                end++;
            }

            order[start..end].Sort(comparer);
            start = end;
        }
    }

    internal static int CountDistinct(ReadOnlySpan<int> rows, float[] ratings, long[] timestamps)
    {
        // A sort rather than all pairs: one pair may fill a whole file.
        (long Time, float Rating)[] values = new (long, float)[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            values[i] = (timestamps.Length > 0 ? timestamps[rows[i]] : 0, ratings.Length > 0 ? ratings[rows[i]] : 0);
        }

        Array.Sort(values);
        int distinct = 1;
        for (int i = 1; i < values.Length; i++)
        {
            distinct += values[i] == values[i - 1] ? 0 : 1;
        }

        return distinct;
    }

    private static T[] Gather<T>(T[] column, int[] order, int count)
    {
        T[] result = new T[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = column[order[i]];
        }

        return result;
    }

    private sealed class RowTimeComparer(int[] items, long[] timestamps) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            int byTime = timestamps[x].CompareTo(timestamps[y]);
            return byTime != 0 ? byTime : items[x].CompareTo(items[y]);
        }
    }
}
