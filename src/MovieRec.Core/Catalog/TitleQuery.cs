namespace MovieRec;

/// <summary>A query taken apart: words, and the year that it names.</summary>
internal readonly ref struct TitleQuery
{
    public const int MaxLength = 160;
    public const int MaxWords = 24;

    private TitleQuery(ReadOnlySpan<char> letters, ReadOnlySpan<TitleToken> words, int yearWord)
    {
        Letters = letters;
        Words = words;
        YearWord = yearWord;
        Year = yearWord < 0 ? 0 : TitleText.Year(words[yearWord].Of(letters));
    }

    public ReadOnlySpan<char> Letters { get; }

    public ReadOnlySpan<TitleToken> Words { get; }

    /// <summary>Which word is a year; −1 when none is, or when the year is the whole query (a title, such as 1917).</summary>
    public int YearWord { get; }

    public int Year { get; }

    /// <param name="text">The query; characters beyond <see cref="MaxLength"/> are left out.</param>
    /// <param name="letters">At least twice <see cref="MaxLength"/>.</param>
    /// <param name="words">At least <see cref="MaxWords"/>.</param>
    public static TitleQuery Parse(ReadOnlySpan<char> text, Span<char> letters, Span<TitleToken> words)
    {
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        int count = TitleText.Split(text, letters, words);
        int yearWord = -1;
        for (int w = 0; w < count && count > 1; w++)
        {
            // The last year counts: in "2012 (2009)" the first is the title.
            yearWord = TitleText.Year(words[w].Of(letters)) > 0 ? w : yearWord;
        }

        return new TitleQuery(letters, words[..count], yearWord);
    }

    /// <summary>
    /// Writes the words one after the other, without spaces: with the year or without, numbers as they are or as digits,
    /// leading and trailing article kept or left out.
    /// </summary>
    public int Squeeze(Span<char> destination, bool withYear, bool canonical, bool withArticles)
    {
        int first = 0;
        int last = Words.Length - 1;
        if (!withYear)
        {
            last -= YearWord == last ? 1 : 0;
            first += YearWord == first ? 1 : 0;
        }

        if (!withArticles && first < last)
        {
            first += TitleText.IsArticle(Words[first].Of(Letters)) ? 1 : 0;
            last -= first < last && TitleText.IsArticle(Words[last].Of(Letters)) ? 1 : 0;
        }

        int length = 0;
        for (int w = first; w <= last; w++)
        {
            if (w == YearWord && !withYear)
            {
                continue;
            }

            ReadOnlySpan<char> word = Words[w].Of(Letters);
            word = canonical ? TitleNumerals.Canonical(word) : word;
            word.CopyTo(destination[length..]);
            length += word.Length;
        }

        return length;
    }
}
