using System.Globalization;
using System.Text;

namespace MovieRec.Extensions.AI;

/// <summary>One text from the fields of a movie, for a generator that reads prose. What is missing is left out.</summary>
public static class MovieText
{
    /// <summary>Rises when the text of the same metadata changes; it stands in the fingerprint of the vectors.</summary>
    public const int Version = 1;

    /// <summary>Composes the text of a movie.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="itemIndex">Dense item index.</param>
    /// <returns>Empty when nothing is known.</returns>
    public static string Compose(MovieCatalog catalog, int itemIndex)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        StringBuilder text = new();
        int year = catalog.GetYear(itemIndex);
        string title = catalog.GetTitle(itemIndex);
        if (title.Length > 0)
        {
            text.Append(title);
            if (year > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $" ({year})");
            }

            text.Append('.');
        }
        else if (year > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Released in {year}.");
        }

        Add(text, "Genres", catalog.GetGenres(itemIndex));
        Add(text, "Directed by", catalog.GetDirectors(itemIndex));
        Add(text, "Cast", catalog.GetCast(itemIndex));
        Add(text, "Keywords", catalog.GetKeywords(itemIndex));
        Add(text, "Language", catalog.GetLanguage(itemIndex) is { Length: > 0 } language ? [language] : []);
        string plot = catalog.GetOverview(itemIndex);
        if (plot.Length > 0)
        {
            text.Append(text.Length > 0 ? " " : "").Append(plot);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string label, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            text.Append(text.Length > 0 ? " " : "").Append(label).Append(": ").AppendJoin(", ", names).Append('.');
        }
    }
}
