namespace MovieRec;

/// <summary>
/// Metadata of every item, columnar, by dense item index. Immutable. A missing text is the empty string, a missing
/// list is empty, a missing number is 0.
/// </summary>
public sealed class MovieCatalog
{
    private readonly string[] _titles;
    private readonly int[] _years;
    private readonly string[] _languages;
    private readonly string[] _overviews;
    private readonly string[] _imdbIds;
    private readonly long[] _tmdbIds;
    private readonly long[] _addedAt;
    private readonly TermColumn _genres;
    private readonly TermColumn _directors;
    private readonly TermColumn _cast;
    private readonly TermColumn _keywords;

    internal MovieCatalog(
        string[] titles,
        int[] years,
        string[] languages,
        string[] overviews,
        string[] imdbIds,
        long[] tmdbIds,
        long[] addedAt,
        TermColumn genres,
        TermColumn directors,
        TermColumn cast,
        TermColumn keywords)
    {
        _titles = titles;
        _years = years;
        _languages = languages;
        _overviews = overviews;
        _imdbIds = imdbIds;
        _tmdbIds = tmdbIds;
        _addedAt = addedAt;
        _genres = genres;
        _directors = directors;
        _cast = cast;
        _keywords = keywords;
    }

    /// <summary>Number of items.</summary>
    public int Count => _titles.Length;

    /// <summary>Every genre that occurs, ordinal order.</summary>
    public IReadOnlyList<string> GenreNames => _genres.Terms;

    internal TermColumn Genres => _genres;

    internal TermColumn Directors => _directors;

    internal TermColumn Cast => _cast;

    internal TermColumn Keywords => _keywords;

    /// <summary>Title without year, natural word order; empty when unknown.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public string GetTitle(int itemIndex) => _titles[itemIndex];

    /// <summary>Year of release; 0 when unknown.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public int GetYear(int itemIndex) => _years[itemIndex];

    /// <summary>ISO 639-1 code of the original language; empty when unknown.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public string GetLanguage(int itemIndex) => _languages[itemIndex];

    /// <summary>Plot; empty when unknown.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public string GetOverview(int itemIndex) => _overviews[itemIndex];

    /// <summary>IMDb id with its leading zeros; empty when unknown.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public string GetImdbId(int itemIndex) => _imdbIds[itemIndex];

    /// <summary>TMDB id; 0 when unknown.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public long GetTmdbId(int itemIndex) => _tmdbIds[itemIndex];

    /// <summary>When the item entered the catalogue, Unix seconds; 0 when unknown.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public long GetAddedAt(int itemIndex) => _addedAt[itemIndex];

    /// <summary>Genres in source order.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public IReadOnlyList<string> GetGenres(int itemIndex) => _genres.GetTerms(itemIndex);

    /// <summary>Genres as positions in <see cref="GenreNames"/>, in source order; allocates nothing.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public ReadOnlySpan<int> GetGenreIndices(int itemIndex) => _genres.GetTermIndices(itemIndex);

    /// <summary>Directors in source order.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public IReadOnlyList<string> GetDirectors(int itemIndex) => _directors.GetTerms(itemIndex);

    /// <summary>Leading cast in billing order.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public IReadOnlyList<string> GetCast(int itemIndex) => _cast.GetTerms(itemIndex);

    /// <summary>Keywords in source order.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public IReadOnlyList<string> GetKeywords(int itemIndex) => _keywords.GetTerms(itemIndex);

    /// <summary>Gathers one item's metadata.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public MovieMetadata GetMetadata(int itemIndex) => new()
    {
        Title = GetTitle(itemIndex),
        Year = GetYear(itemIndex),
        Genres = GetGenres(itemIndex),
        Language = GetLanguage(itemIndex),
        Overview = GetOverview(itemIndex),
        Directors = GetDirectors(itemIndex),
        Cast = GetCast(itemIndex),
        Keywords = GetKeywords(itemIndex),
        ImdbId = GetImdbId(itemIndex),
        TmdbId = GetTmdbId(itemIndex),
        AddedAt = GetAddedAt(itemIndex),
    };

    /// <summary>What two items have in common: directors, cast, keywords, genres. Allocates nothing until a list is asked for.</summary>
    /// <param name="anchorItemIndex">Dense index of the one, such as a liked movie.</param>
    /// <param name="itemIndex">Dense index of the other; lists have its order.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the catalogue.</exception>
    public SharedFeatures GetShared(int anchorItemIndex, int itemIndex)
    {
        QueryGuard.CheckItem(anchorItemIndex, Count);
        QueryGuard.CheckItem(itemIndex, Count);
        return new SharedFeatures(this, anchorItemIndex, itemIndex);
    }

    /// <summary>The items that match a filter, as a mask to push down into a query.</summary>
    /// <param name="filter">What must hold.</param>
    public ItemMask Select(MovieFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return ItemMask.Create(Count, i => filter.Matches(this, i));
    }

    /// <summary>Builds a catalogue by index.</summary>
    /// <param name="movies">Metadata in index order; null entries are items without metadata.</param>
    public static MovieCatalog Create(IReadOnlyList<MovieMetadata?> movies)
    {
        ArgumentNullException.ThrowIfNull(movies);
        MovieMetadata none = new();
        return new MovieCatalog(
            [.. movies.Select(m => (m ?? none).Title)],
            [.. movies.Select(m => (m ?? none).Year)],
            [.. movies.Select(m => string.Intern((m ?? none).Language))],
            [.. movies.Select(m => (m ?? none).Overview)],
            [.. movies.Select(m => (m ?? none).ImdbId)],
            [.. movies.Select(m => (m ?? none).TmdbId)],
            [.. movies.Select(m => (m ?? none).AddedAt)],
            TermColumn.Create([.. movies.Select(m => (m ?? none).Genres)]),
            TermColumn.Create([.. movies.Select(m => (m ?? none).Directors)]),
            TermColumn.Create([.. movies.Select(m => (m ?? none).Cast)]),
            TermColumn.Create([.. movies.Select(m => (m ?? none).Keywords)]));
    }

    /// <summary>Builds a catalogue aligned with an id map.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="items">The id map; ids without metadata stay empty.</param>
    /// <param name="movies">Metadata by id; ids outside the map are ignored.</param>
    public static MovieCatalog Create<TItemId>(IdMap<TItemId> items, IReadOnlyDictionary<TItemId, MovieMetadata> movies)
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(movies);
        MovieMetadata?[] rows = new MovieMetadata?[items.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            movies.TryGetValue(items[i], out rows[i]);
        }

        return Create(rows);
    }
}
