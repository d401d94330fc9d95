namespace MovieRec;

/// <summary>
/// The order and the duplicates of <see cref="InteractionSorter"/> for rows that come user by user, as nearly every file
/// has them: each user's rows are sorted on their own, in place. Scratch is the longest history, not the data set.
/// </summary>
internal static class GroupedInteractionSorter
{
    /// <summary>Whether the rows of each user stand together, users ascending.</summary>
    public static bool IsGrouped(ReadOnlySpan<int> users)
    {
        for (int i = 1; i < users.Length; i++)
        {
            if (users[i] < users[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sorts the columns in place; returns how many rows are kept, at the front.</summary>
    public static int Sort(
        int[] users,
        int[] items,
        float[] ratings,
        long[] timestamps,
        out long duplicates,
        out long exactDuplicates,
        CancellationToken cancellationToken)
    {
        History history = new(items, ratings, timestamps);
        int kept = 0;
        for (int start = 0; start < users.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int user = users[start];
            int end = start + 1;
            while (end < users.Length && users[end] == user)
            {
                end++;
            }

            // Never more rows than were read: the target does not overtake the source.
            int count = history.Sort(start, end, kept);
            users.AsSpan(kept, count).Fill(user);
            kept += count;
            start = end;
        }

        duplicates = history.Duplicates;
        exactDuplicates = history.ExactDuplicates;
        return kept;
    }

    /// <summary>Sorts one history after the other, with scratch that grows to the longest.</summary>
    private sealed class History(int[] items, float[] ratings, long[] timestamps) : IComparer<int>
    {
        private long[] _keys = [];
        private int[] _rows = [];
        private int[] _itemScratch = [];
        private float[] _ratingScratch = [];
        private long[] _timeScratch = [];

        public long Duplicates { get; private set; }

        public long ExactDuplicates { get; private set; }

        /// <summary>Writes the rows [start, end), sorted and without duplicates, from <paramref name="target"/> on.</summary>
        public int Sort(int start, int end, int target)
        {
            Grow(end - start);
            int count = KeepLast(start, end);
            if (timestamps.Length > 0)
            {
                SortByTime(_rows.AsSpan(0, count));
            }

            Move(items, _itemScratch, count, target);
            Move(ratings, _ratingScratch, count, target);
            Move(timestamps, _timeScratch, count, target);
            return count;
        }

        /// <summary>Orders rows of the same time by item.</summary>
        public int Compare(int x, int y) => items[x].CompareTo(items[y]);

        /// <summary>Row numbers by item into <see cref="_rows"/>, of each item the latest (of equal times the last in the input).</summary>
        private int KeepLast(int start, int end)
        {
            // Positions in the lower half of the key make the sort stable; files sorted by item need none.
            Span<long> keys = _keys.AsSpan(0, end - start);
            bool sorted = true;
            for (int i = 0; i < keys.Length; i++)
            {
                keys[i] = ((long)items[start + i] << 32) | (uint)i;
                sorted &= i == 0 || keys[i] > keys[i - 1];
            }

            if (!sorted)
            {
                keys.Sort();
            }

            int kept = 0;
            for (int i = 0; i < keys.Length;)
            {
                int first = i;
                int best = start + (int)keys[i];
                for (i++; i < keys.Length && keys[i] >> 32 == keys[first] >> 32; i++)
                {
                    int row = start + (int)keys[i];
                    best = timestamps.Length == 0 || timestamps[row] >= timestamps[best] ? row : best;
                }

                if (i - first > 1)
                {
                    CountDuplicates(keys[first..i], start);
                }

                _rows[kept++] = best;
            }

            return kept;
        }

        private void CountDuplicates(ReadOnlySpan<long> keys, int start)
        {
            int[] rows = new int[keys.Length];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = start + (int)keys[i];
            }

            Duplicates += rows.Length - 1;
            ExactDuplicates += rows.Length - InteractionSorter.CountDistinct(rows, ratings, timestamps);
        }

        private void SortByTime(Span<int> rows)
        {
            Span<long> times = _keys.AsSpan(0, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                times[i] = timestamps[rows[i]];
            }

            times.Sort(rows);
            for (int i = 0; i < rows.Length;)
            {
                int first = i;
                for (i++; i < rows.Length && times[i] == times[first]; i++)
                {
                }

                if (i - first > 1)
                {
                    rows[first..i].Sort(this);
                }
            }
        }

        private void Move<T>(T[] column, T[] scratch, int count, int target)
        {
            if (column.Length == 0)
            {
                return;
            }

            for (int i = 0; i < count; i++)
            {
                scratch[i] = column[_rows[i]];
            }

            scratch.AsSpan(0, count).CopyTo(column.AsSpan(target));
        }

        private void Grow(int length)
        {
            if (_keys.Length < length)
            {
                int size = Math.Max(length, _keys.Length * 2);
                _keys = new long[size];
                _rows = new int[size];
                _itemScratch = new int[size];
                _ratingScratch = new float[size];
                _timeScratch = new long[size];
            }
        }
    }
}
