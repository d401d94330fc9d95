namespace MovieRec;

/// <summary>Cuts the fields of a catalogue into terms.</summary>
internal static class ContentTerms
{
    /// <summary>Longer words are cut; no word of a language is as long.</summary>
    private const int LongestWord = 64;

    /// <summary>Years between the centres of neighbouring year terms.</summary>
    private const int YearStep = 10;

    /// <summary>The terms of one field.</summary>
    public static FieldTerms Collect(MovieCatalog catalog, ContentField field, CancellationToken cancellationToken)
    {
        FieldTerms terms = new();
        string[] names = field switch
        {
            ContentField.Genres => Names(catalog.Genres),
            ContentField.Keywords => Names(catalog.Keywords),
            ContentField.Directors => Names(catalog.Directors),
            ContentField.Cast => Names(catalog.Cast),
            _ => [],
        };
        for (int i = 0; i < catalog.Count; i++)
        {
            if ((i & 1023) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            switch (field)
            {
                case ContentField.Title: AddWords(terms, catalog.GetTitle(i)); break;
                case ContentField.Plot: AddWords(terms, catalog.GetOverview(i)); break;
                case ContentField.Genres: AddNames(terms, names, catalog.Genres.GetTermIndices(i)); break;
                case ContentField.Keywords: AddNames(terms, names, catalog.Keywords.GetTermIndices(i)); break;
                case ContentField.Directors: AddNames(terms, names, catalog.Directors.GetTermIndices(i)); break;
                case ContentField.Cast: AddNames(terms, names, catalog.Cast.GetTermIndices(i)); break;
                case ContentField.Year: AddYear(terms, catalog.GetYear(i)); break;
                default: AddName(terms, Normalize(catalog.GetLanguage(i))); break;
            }

            terms.EndMovie();
        }

        return terms;
    }

    /// <summary>A name as a term: words in lower case without diacritics, one space between them.</summary>
    public static string Normalize(string name)
    {
        Span<char> buffer = stackalloc char[LongestWord];
        Span<char> term = stackalloc char[4 * LongestWord];
        int length = 0;
        TextTokens tokens = new(name, buffer);
        while (tokens.MoveNext())
        {
            int space = length > 0 ? 1 : 0;
            if (length + space + tokens.Current.Length > term.Length)
            {
                break;
            }

            term[length] = ' ';
            tokens.Current.CopyTo(term[(length + space)..]);
            length += space + tokens.Current.Length;
        }

        return term[..length].ToString();
    }

    /// <summary>Stems of the words of a text that are no stop words.</summary>
    private static void AddWords(FieldTerms terms, string text)
    {
        Span<char> buffer = stackalloc char[LongestWord];
        TextTokens tokens = new(text, buffer);
        while (tokens.MoveNext())
        {
            Span<char> word = tokens.Current;
            if (!EnglishStopWords.Contains(word))
            {
                int length = Porter2Stemmer.Stem(word);
                if (length > 0)
                {
                    terms.Add(word[..length]);
                }
            }
        }
    }

    private static string[] Names(TermColumn column) => [.. column.Terms.Select(Normalize)];

    private static void AddNames(FieldTerms terms, string[] names, ReadOnlySpan<int> indices)
    {
        foreach (int index in indices)
        {
            AddName(terms, names[index]);
        }
    }

    /// <summary>MovieLens writes "(no genres listed)" for a movie without: no term.</summary>
    private static void AddName(FieldTerms terms, string name)
    {
        if (name.Length > 0 && name != "no genres listed")
        {
            terms.Add(name);
        }
    }

    /// <summary>A year stands between two centres and belongs to each by nearness: 1984 is 0.6 of 1980 and 0.4 of 1990.</summary>
    private static void AddYear(FieldTerms terms, int year)
    {
        if (year <= 0)
        {
            return;
        }

        Span<char> digits = stackalloc char[16];
        int below = year / YearStep;
        float part = (float)(year % YearStep) / YearStep;
        below.TryFormat(digits, out int length, provider: System.Globalization.CultureInfo.InvariantCulture);
        terms.Add(digits[..length], 1 - part);
        if (part > 0)
        {
            (below + 1).TryFormat(digits, out length, provider: System.Globalization.CultureInfo.InvariantCulture);
            terms.Add(digits[..length], part);
        }
    }
}
