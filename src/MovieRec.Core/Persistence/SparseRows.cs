namespace MovieRec;

/// <summary>Checks of compressed sparse rows that come from a file.</summary>
internal static class SparseRows
{
    /// <summary>Reads row starts: <paramref name="rowCount"/> + 1 values, from 0, never falling, to the number of entries.</summary>
    public static int[] ReadStarts(ModelSectionReader sections, string name, int rowCount, int entryCount)
    {
        int[] starts = sections.ReadInt32Array(name, rowCount + 1L);
        if (starts[0] != 0)
        {
            throw sections.Error(name, $"the first start is {starts[0]}; expected 0.", 0);
        }

        for (int i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1] || starts[i] > entryCount)
            {
                throw sections.Error(
                    name, $"start {i} is {starts[i]}; starts ascend from {starts[i - 1]} to {entryCount}, the number of entries.", (long)i * sizeof(int));
            }
        }

        return starts[^1] == entryCount
            ? starts
            : throw sections.Error(name, $"the last start is {starts[^1]}; there are {entryCount} entries.", (starts.Length - 1L) * sizeof(int));
    }

    public static void CheckRange(ModelSectionReader sections, string name, ReadOnlySpan<int> values, int limit, string what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= (uint)limit)
            {
                throw sections.Error(name, $"{what} index {values[i]} is outside 0 … {limit - 1}.", (long)i * sizeof(int));
            }
        }
    }

    /// <summary>Within each row, values ascend without repetition.</summary>
    public static void CheckAscending(ModelSectionReader sections, string name, ReadOnlySpan<int> starts, ReadOnlySpan<int> values)
    {
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            for (int i = starts[row] + 1; i < starts[row + 1]; i++)
            {
                if (values[i] <= values[i - 1])
                {
                    throw sections.Error(
                        name, $"item {values[i]} follows {values[i - 1]} in row {row}; items of a row ascend.", (long)i * sizeof(int));
                }
            }
        }
    }
}
