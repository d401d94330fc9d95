using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>Collects one field's terms: a number for each distinct term, and how often each movie has it.</summary>
internal sealed class FieldTerms
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<int> _documents = [];
    private readonly Dictionary<int, float> _row = [];
    private readonly List<int> _starts = [0];
    private readonly List<int> _terms = [];
    private readonly List<float> _counts = [];

    public FieldTerms()
    {
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int TermCount => _numbers.Count;

    public ReadOnlySpan<int> Starts => CollectionsMarshal.AsSpan(_starts);

    public ReadOnlySpan<int> Terms => CollectionsMarshal.AsSpan(_terms);

    public ReadOnlySpan<float> Counts => CollectionsMarshal.AsSpan(_counts);

    /// <summary>Movies that each term occurs in.</summary>
    public ReadOnlySpan<int> Documents => CollectionsMarshal.AsSpan(_documents);

    /// <summary>Adds a term to the current movie.</summary>
    public void Add(ReadOnlySpan<char> term, float count = 1)
    {
        if (!_lookup.TryGetValue(term, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(term.ToString(), number);
            _documents.Add(0);
        }

        ref float sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_row, number, out _);
        sum += count;
    }

    /// <summary>Ends the current movie. Its terms are stored in the order of their numbers.</summary>
    public void EndMovie()
    {
        int first = _terms.Count;
        foreach (int term in _row.Keys)
        {
            _terms.Add(term);
            _documents[term]++;
        }

        CollectionsMarshal.AsSpan(_terms)[first..].Sort();
        for (int e = first; e < _terms.Count; e++)
        {
            _counts.Add(_row[_terms[e]]);
        }

        _row.Clear();
        _starts.Add(_terms.Count);
    }
}
