namespace MovieRec;

/// <summary>
/// Finds movies by title as people type titles: any case, without accents or punctuation, articles left out or last, Roman
/// or Arabic numerals, with the year or without, unfinished, misspelt. Immutable and thread-safe; a search allocates
/// nothing once as many searches have run as run at the same time.
/// </summary>
/// <remarks>
/// Ranking: exact, then titles that begin with the query, then titles that have all its words, then those that have them with
/// typing errors (fewer first), then those that have most of it; then popularity, then the lower item index. A year in
/// the query puts movies of that year before the others; a year that fits nothing is forgiven.
/// <para>
/// How: names are compared whole and as prefixes by binary search over their sorted spellings; words are looked up in an
/// inverted index; only when these do not fill the answer, words within one or two edits (optimal string alignment
/// distance) are collected, after a bit set of letters has ruled out nearly all of the vocabulary.
/// </para>
/// </remarks>
public sealed partial class TitleIndex
{
    private readonly TitleNames _names;
    private readonly TitleVocabulary _vocabulary;
    private readonly int[] _years;
    private readonly float[] _popularity;
    private readonly TitleSearchState?[] _states = new TitleSearchState?[Environment.ProcessorCount];

    private TitleIndex(TitleNames names, TitleVocabulary vocabulary, int[] years, float[] popularity)
    {
        _names = names;
        _vocabulary = vocabulary;
        _years = years;
        _popularity = popularity;
    }

    /// <summary>Number of items of the catalogue.</summary>
    public int Count => _years.Length;

    /// <summary>Builds an index over the titles of a catalogue; alternative titles in parentheses are names as well.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="popularity">A number for each item that decides between equal matches, higher first; empty for none.</param>
    /// <exception cref="ArgumentException"><paramref name="popularity"/> is neither empty nor as long as the catalogue.</exception>
    public static TitleIndex Create(MovieCatalog catalog, ReadOnlySpan<float> popularity = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (!popularity.IsEmpty && popularity.Length != catalog.Count)
        {
            throw new ArgumentException($"{popularity.Length} popularity values for {catalog.Count} items.", nameof(popularity));
        }

        TitleIndexBuilder builder = new();
        int[] years = new int[catalog.Count];
        for (int item = 0; item < years.Length; item++)
        {
            years[item] = catalog.GetYear(item);
            builder.Add(item, catalog.GetTitle(item));
        }

        return new TitleIndex(
            builder.BuildNames(), builder.BuildVocabulary(), years, popularity.IsEmpty ? new float[years.Length] : popularity.ToArray());
    }

    /// <summary>Searches.</summary>
    /// <param name="query">What was typed; at most its first 160 characters and 24 words are used.</param>
    /// <param name="destination">Receives the hits, best first, each item once.</param>
    /// <returns>The number written; 0 for a query without a letter or digit.</returns>
    public int Search(ReadOnlySpan<char> query, Span<TitleHit> destination)
    {
        if (destination.IsEmpty)
        {
            return 0;
        }

        Span<char> letters = stackalloc char[2 * TitleQuery.MaxLength];
        Span<TitleToken> words = stackalloc TitleToken[TitleQuery.MaxWords];
        TitleQuery parsed = TitleQuery.Parse(query, letters, words);
        if (parsed.Words.IsEmpty)
        {
            return 0;
        }

        TitleSearchState state = Take();
        try
        {
            MatchWhole(parsed, state);
            MatchWords(parsed, state);
            if (CountWithoutTypos(parsed, state) < destination.Length)
            {
                MatchTypos(parsed, state);
            }

            return Rank(parsed, state, destination);
        }
        finally
        {
            state.Clear();
            GiveBack(state);
        }
    }

    private TitleSearchState Take()
    {
        for (int i = 0; i < _states.Length; i++)
        {
            if (_states[i] is not null && Interlocked.Exchange(ref _states[i], null) is { } free)
            {
                return free;
            }
        }

        return new TitleSearchState(_names.Items.Length, Count);
    }

    private void GiveBack(TitleSearchState state)
    {
        for (int i = 0; i < _states.Length; i++)
        {
            if (_states[i] is null && Interlocked.CompareExchange(ref _states[i], state, null) is null)
            {
                return;
            }
        }
    }
}
