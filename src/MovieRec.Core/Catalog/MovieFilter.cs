namespace MovieRec;

/// <summary>A condition on metadata; every given part must hold.</summary>
public sealed record MovieFilter
{
    /// <summary>At least one of these genres (case ignored); empty means any.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>First year, inclusive; null means no limit. Movies of unknown year never match a year limit.</summary>
    public int? FromYear { get; init; }

    /// <summary>Last year, inclusive; null means no limit.</summary>
    public int? ToYear { get; init; }

    /// <summary>One of these languages (ISO 639-1, case ignored); empty means any.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>None of these genres (case ignored); a movie without genres passes. Empty means no limit.</summary>
    public IReadOnlyList<string> ExcludedGenres { get; init; } = [];

    /// <summary>
    /// First time at which the movie entered the catalogue, Unix seconds, inclusive; null means no limit. Movies of unknown
    /// time never match a limit on it.
    /// </summary>
    public long? AddedFrom { get; init; }

    /// <summary>Last time at which the movie entered the catalogue, Unix seconds, inclusive: what was available then; null means no limit.</summary>
    public long? AddedTo { get; init; }

    /// <summary>Items that can be had at present, such as those in stock or licensed; null means all.</summary>
    public ItemMask? Available { get; init; }

    /// <summary>Whether one movie matches.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="itemIndex">Dense item index.</param>
    public bool Matches(MovieCatalog catalog, int itemIndex)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        int year = catalog.GetYear(itemIndex);
        if ((FromYear is not null || ToYear is not null) && year == 0)
        {
            return false;
        }

        long added = catalog.GetAddedAt(itemIndex);
        if ((AddedFrom is not null || AddedTo is not null) && added == 0)
        {
            return false;
        }

        return (Available is null || Available.Contains(itemIndex))
            && !(added < AddedFrom)
            && !(added > AddedTo)
            && !(year < FromYear)
            && !(year > ToYear)
            && (Languages.Count == 0 || Languages.Contains(catalog.GetLanguage(itemIndex), StringComparer.OrdinalIgnoreCase))
            && (Genres.Count == 0 || HasOne(catalog, itemIndex, Genres))
            && (ExcludedGenres.Count == 0 || !HasOne(catalog, itemIndex, ExcludedGenres));
    }

    private static bool HasOne(MovieCatalog catalog, int itemIndex, IReadOnlyList<string> genres)
    {
        foreach (int genre in catalog.GetGenreIndices(itemIndex))
        {
            if (genres.Contains(catalog.GenreNames[genre], StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
