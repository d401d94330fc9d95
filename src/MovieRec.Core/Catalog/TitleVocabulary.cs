using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>
/// The distinct words of all names, sorted, each with the names that contain it. A second order, by length, with the
/// letters of each word as bits beside it, is what the search for typing errors walks.
/// </summary>
internal sealed class TitleVocabulary
{
    private readonly string[] _words;
    private readonly int[] _starts;
    private readonly int[] _names;
    private readonly int[] _byLength;
    private readonly uint[] _lettersByLength;
    private readonly int[] _lengthStarts;

    /// <param name="postings">Names by word; each list ascends and has no name twice.</param>
    public TitleVocabulary(Dictionary<string, List<int>> postings)
    {
        _words = [.. postings.Keys];
        Array.Sort(_words, StringComparer.Ordinal);
        _starts = new int[_words.Length + 1];
        for (int w = 0; w < _words.Length; w++)
        {
            _starts[w + 1] = _starts[w] + postings[_words[w]].Count;
        }

        _names = new int[_starts[^1]];
        for (int w = 0; w < _words.Length; w++)
        {
            CollectionsMarshal.AsSpan(postings[_words[w]]).CopyTo(_names.AsSpan(_starts[w]));
        }

        _lengthStarts = new int[TitleTypos.LongestWord + 2];
        foreach (string word in _words.Where(static w => w.Length <= TitleTypos.LongestWord))
        {
            _lengthStarts[word.Length + 1]++;
        }

        for (int l = 1; l < _lengthStarts.Length; l++)
        {
            _lengthStarts[l] += _lengthStarts[l - 1];
        }

        int[] next = [.. _lengthStarts];
        _byLength = new int[_lengthStarts[^1]];
        _lettersByLength = new uint[_byLength.Length];
        for (int w = 0; w < _words.Length; w++)
        {
            if (_words[w].Length <= TitleTypos.LongestWord)
            {
                int at = next[_words[w].Length]++;
                _byLength[at] = w;
                _lettersByLength[at] = TitleTypos.Letters(_words[w]);
            }
        }
    }

    public int Count => _words.Length;

    public ReadOnlySpan<int> GetNames(int word) => _names.AsSpan(_starts[word], _starts[word + 1] - _starts[word]);

    /// <summary>Where the words that begin with a text begin; the word equal to the text comes first.</summary>
    public int LowerBound(ReadOnlySpan<char> text)
    {
        int low = 0;
        int high = _words.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_words[middle].AsSpan().SequenceCompareTo(text) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    public bool IsWord(int word, ReadOnlySpan<char> text) => word < _words.Length && _words[word].AsSpan().SequenceEqual(text);

    public bool BeginsWith(int word, ReadOnlySpan<char> text) => word < _words.Length && _words[word].AsSpan().StartsWith(text);

    /// <summary>Writes words at distance 1 … limit, as many as fit, with their distances.</summary>
    public int FindTypos(ReadOnlySpan<char> text, int limit, Span<int> words, Span<byte> distances)
    {
        uint letters = TitleTypos.Letters(text);
        int from = _lengthStarts[Math.Max(1, text.Length - limit)];
        int to = _lengthStarts[Math.Min(TitleTypos.LongestWord, text.Length + limit) + 1];
        int count = 0;
        for (int i = from; i < to && count < words.Length; i++)
        {
            if (TitleTypos.MayBeWithin(letters, _lettersByLength[i], limit))
            {
                int distance = TitleTypos.Distance(text, _words[_byLength[i]], limit);
                if (distance > 0 && distance <= limit)
                {
                    words[count] = _byLength[i];
                    distances[count++] = (byte)distance;
                }
            }
        }

        return count;
    }
}
