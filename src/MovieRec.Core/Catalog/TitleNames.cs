namespace MovieRec;

/// <summary>
/// Every name of every movie, as squeezed text (folded letters without spaces). Sorted spellings of the names find a
/// whole title or its beginning by binary search: as written, without article, with numbers as digits.
/// </summary>
internal sealed class TitleNames
{
    private readonly string[] _texts;
    private readonly Spelling[] _spellings;

    private TitleNames(int[] items, byte[] wordCounts, string[] texts, Spelling[] spellings)
    {
        Items = items;
        WordCounts = wordCounts;
        _texts = texts;
        _spellings = spellings;
    }

    /// <summary>The item of each name; ascends.</summary>
    public int[] Items { get; }

    /// <summary>Words of each name that are no articles, at most 255.</summary>
    public byte[] WordCounts { get; }

    public int SpellingCount => _spellings.Length;

    public int NameOf(int spelling) => _spellings[spelling].Name;

    /// <summary>Whether the spelling is the name as written, not one without its article or with other numerals.</summary>
    public bool IsAsWritten(int spelling) => _spellings[spelling].AsWritten;

    public ReadOnlySpan<char> TextOf(int spelling) => Text(_texts, _spellings[spelling]);

    /// <summary>Where the spellings that begin with a text begin; equal ones come first.</summary>
    public int LowerBound(ReadOnlySpan<char> text)
    {
        int low = 0;
        int high = _spellings.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (TextOf(middle).SequenceCompareTo(text) < 0)
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

    private static ReadOnlySpan<char> Text(string[] texts, Spelling spelling) => texts[spelling.Text].AsSpan(spelling.Start, spelling.Length);

    private readonly record struct Spelling(int Name, int Text, int Start, int Length, bool AsWritten);

    internal sealed class Builder
    {
        private readonly List<int> _items = [];
        private readonly List<byte> _wordCounts = [];
        private readonly List<string> _texts = [];
        private readonly List<Spelling> _spellings = [];

        /// <summary>Adds a name and returns its number.</summary>
        public int Add(int item, ReadOnlySpan<char> letters, ReadOnlySpan<TitleToken> words)
        {
            int name = _items.Count;
            _items.Add(item);
            int articles = 0;
            int canonicalLength = 0;
            foreach (TitleToken word in words)
            {
                articles += TitleText.IsArticle(word.Of(letters)) ? 1 : 0;
                canonicalLength += TitleNumerals.Canonical(word.Of(letters)).Length;
            }

            _wordCounts.Add((byte)Math.Min(255, words.Length - articles));
            int start = words[0].Start;
            string raw = letters[start..(words[^1].Start + words[^1].Length)].ToString();
            AddSpellings(name, raw, words, letters, raw.Length, asWritten: true);
            string canonical = string.Concat(Canonical(letters, words));
            if (canonical != raw)
            {
                AddSpellings(name, canonical, words, letters, canonicalLength, asWritten: false);
            }

            return name;
        }

        public TitleNames Build()
        {
            string[] texts = [.. _texts];
            Spelling[] spellings = [.. _spellings];
            Array.Sort(spellings, (a, b) => Text(texts, a).SequenceCompareTo(Text(texts, b)) is var order and not 0 ? order : a.Name.CompareTo(b.Name));
            return new TitleNames([.. _items], [.. _wordCounts], texts, spellings);
        }

        private void AddSpellings(
            int name, string text, ReadOnlySpan<TitleToken> words, ReadOnlySpan<char> letters, int length, bool asWritten)
        {
            int number = _texts.Count;
            _texts.Add(text);
            _spellings.Add(new Spelling(name, number, 0, length, asWritten));
            if (words.Length > 1 && TitleText.IsArticle(words[0].Of(letters)))
            {
                // Articles are no numerals: their length is the same in both spellings.
                _spellings.Add(new Spelling(name, number, words[0].Length, length - words[0].Length, false));
            }

            if (words.Length > 1 && TitleText.IsArticle(words[^1].Of(letters)))
            {
                _spellings.Add(new Spelling(name, number, 0, length - words[^1].Length, false));
            }
        }

        private static string[] Canonical(ReadOnlySpan<char> letters, ReadOnlySpan<TitleToken> words)
        {
            string[] parts = new string[words.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = TitleNumerals.Canonical(words[i].Of(letters)).ToString();
            }

            return parts;
        }
    }
}
