namespace MovieRec;

/// <summary>A list of terms for each item: distinct terms once, then term numbers row after row.</summary>
internal sealed class TermColumn
{
    private readonly string[] _terms;
    private readonly int[] _starts;
    private readonly int[] _entries;

    internal TermColumn(string[] terms, int[] starts, int[] entries)
    {
        _terms = terms;
        _starts = starts;
        _entries = entries;
    }

    /// <summary>Distinct terms, ordinal order.</summary>
    public IReadOnlyList<string> Terms => _terms;

    public ReadOnlySpan<int> Starts => _starts;

    public ReadOnlySpan<int> Entries => _entries;

    public int RowCount => _starts.Length - 1;

    public ReadOnlySpan<int> GetTermIndices(int row) => _entries.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    public string[] GetTerms(int row)
    {
        ReadOnlySpan<int> indices = GetTermIndices(row);
        if (indices.IsEmpty)
        {
            return [];
        }

        string[] result = new string[indices.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = _terms[indices[i]];
        }

        return result;
    }

    public static TermColumn Create(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        string[] terms = [.. rows.SelectMany(static r => r).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Dictionary<string, int> number = new(terms.Length, StringComparer.Ordinal);
        for (int i = 0; i < terms.Length; i++)
        {
            number[terms[i]] = i;
        }

        int[] starts = new int[rows.Count + 1];
        List<int> entries = [];
        for (int r = 0; r < rows.Count; r++)
        {
            foreach (string term in rows[r])
            {
                entries.Add(number[term]);
            }

            starts[r + 1] = entries.Count;
        }

        return new TermColumn(terms, starts, [.. entries]);
    }
}
