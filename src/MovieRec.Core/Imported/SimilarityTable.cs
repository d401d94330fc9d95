namespace MovieRec;

/// <summary>A sparse item × item matrix by id: for each item of a history, what it adds to the scores of others. Immutable.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class SimilarityTable<TItemId>
    where TItemId : notnull
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly float[] _values;

    /// <summary>Creates a table from compressed rows; they are copied, sorted by column, and stored zeros are dropped.</summary>
    /// <param name="items">Item ids; row and column r belong to <c>items[r]</c>.</param>
    /// <param name="starts">Start of each row, items + 1 values, ascending from 0.</param>
    /// <param name="columns">Column of each entry.</param>
    /// <param name="values">Value of each entry, finite.</param>
    /// <exception cref="ArgumentException">The arrays do not fit, a column is out of range or occurs twice in a row, or a value is not finite.</exception>
    public SimilarityTable(IdMap<TItemId> items, ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (starts.Length != items.Count + 1 || starts[0] != 0 || starts[^1] != columns.Length || columns.Length != values.Length)
        {
            throw new ArgumentException(
                $"{starts.Length} starts, {columns.Length} columns and {values.Length} values make no square matrix over {items.Count} items.", nameof(starts));
        }

        Items = items;
        _starts = new int[starts.Length];
        List<int> keptColumns = new(columns.Length);
        List<float> keptValues = new(columns.Length);
        for (int row = 0; row < items.Count; row++)
        {
            if (starts[row + 1] < starts[row] || starts[row + 1] > columns.Length)
            {
                throw new ArgumentException($"Start {row + 1} is {starts[row + 1]}; starts ascend from {starts[row]} to {columns.Length}.", nameof(starts));
            }

            AddRow(row, columns[starts[row]..starts[row + 1]], values[starts[row]..starts[row + 1]], keptColumns, keptValues);
            _starts[row + 1] = keptColumns.Count;
        }

        _columns = [.. keptColumns];
        _values = [.. keptValues];
    }

    /// <summary>Item ids.</summary>
    public IdMap<TItemId> Items { get; }

    /// <summary>Number of entries other than 0.</summary>
    public int Count => _columns.Length;

    /// <summary>Start of each row, items + 1 values.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>Column of each entry, ascending within a row.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>Value of each entry.</summary>
    public ReadOnlySpan<float> Values => _values;

    private void AddRow(int row, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, List<int> keptColumns, List<float> keptValues)
    {
        int[] sorted = columns.ToArray();
        float[] aligned = values.ToArray();
        Array.Sort(sorted, aligned);
        for (int e = 0; e < sorted.Length; e++)
        {
            if ((uint)sorted[e] >= (uint)Items.Count || (e > 0 && sorted[e] == sorted[e - 1]) || !float.IsFinite(aligned[e]))
            {
                throw new ArgumentException(
                    $"Row {row} holds the value {aligned[e]} in column {sorted[e]}; expected a finite value, each column once, in 0 … {Items.Count - 1}.", nameof(columns));
            }

            if (aligned[e] != 0)
            {
                keptColumns.Add(sorted[e]);
                keptValues.Add(aligned[e]);
            }
        }
    }
}
