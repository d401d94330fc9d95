namespace MovieRec;

/// <summary>Collects the names of a catalogue: titles, and the alternative titles that stand in parentheses behind them.</summary>
internal sealed class TitleIndexBuilder
{
    private const string AlsoKnownAs = "a.k.a.";
    private readonly Dictionary<string, List<int>> _postings = new(StringComparer.Ordinal);
    private readonly TitleNames.Builder _names = new();
    private char[] _letters = new char[256];
    private TitleToken[] _tokens = new TitleToken[128];

    public TitleVocabulary BuildVocabulary() => new(_postings);

    public TitleNames BuildNames() => _names.Build();

    public void Add(int item, string title)
    {
        AddName(item, title);
        int open = title.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || !title.EndsWith(')'))
        {
            return;
        }

        AddName(item, title.AsSpan(0, open));
        for (int at = open; at >= 0;)
        {
            int close = title.IndexOf(')', at);
            ReadOnlySpan<char> inside = title.AsSpan(at + 1, (close < 0 ? title.Length : close) - at - 1).Trim();
            if (inside.StartsWith(AlsoKnownAs, StringComparison.OrdinalIgnoreCase))
            {
                inside = inside[AlsoKnownAs.Length..];
            }

            AddName(item, inside);
            at = close < 0 ? -1 : title.IndexOf('(', close);
        }
    }

    private void AddName(int item, ReadOnlySpan<char> text)
    {
        if (_letters.Length < (text.Length * 3) + 8)
        {
            _letters = new char[text.Length * 4];
            _tokens = new TitleToken[text.Length * 2];
        }

        int count = TitleText.Split(text, _letters, _tokens);
        if (count == 0)
        {
            return;
        }

        ReadOnlySpan<TitleToken> words = _tokens.AsSpan(0, count);
        int name = _names.Add(item, _letters, words);
        for (int w = 0; w < count; w++)
        {
            ReadOnlySpan<char> word = words[w].Of(_letters);
            Post(word, name);
            Post(TitleNumerals.Canonical(word), name);
            if (words[w].Joined)
            {
                // Spider-Man is also spiderman.
                Post(_letters.AsSpan(words[w - 1].Start, words[w - 1].Length + words[w].Length), name);
            }
        }
    }

    private void Post(ReadOnlySpan<char> word, int name)
    {
        Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> lookup = _postings.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(word, out List<int>? names))
        {
            names = [];
            _postings.Add(word.ToString(), names);
        }

        if (names.Count == 0 || names[^1] != name)
        {
            names.Add(name);
        }
    }
}
