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

        return !(year < FromYear)
            && !(year > ToYear)
            && (Languages.Count == 0 || Languages.Contains(catalog.GetLanguage(itemIndex), StringComparer.OrdinalIgnoreCase))
            && (Genres.Count == 0 || catalog.GetGenres(itemIndex).Any(g => Genres.Contains(g, StringComparer.OrdinalIgnoreCase)));
    }
}
