using System.Globalization;
using System.Text;

namespace MovieRec.Data;

/// <summary>Values of TMDB as the catalogue wants them.</summary>
internal static class TmdbValues
{
    public const int MaxCast = 10;

    /// <summary>The genre numbers of the TMDB API.</summary>
    private static readonly Dictionary<int, string> Genres = new()
    {
        [28] = "Action", [12] = "Adventure", [16] = "Animation", [35] = "Comedy", [80] = "Crime", [99] = "Documentary",
        [18] = "Drama", [10751] = "Family", [14] = "Fantasy", [36] = "History", [27] = "Horror", [10402] = "Music",
        [9648] = "Mystery", [10749] = "Romance", [878] = "Science Fiction", [10770] = "TV Movie", [53] = "Thriller",
        [10752] = "War", [37] = "Western",
    };

    public static string[] Names(Literal list) => Distinct(list.Items.Select(static i => i["name"].Text));

    public static string[] GenreNames(Literal list) =>
        Distinct(list.Items.Select(static i => Genres.GetValueOrDefault((int)i.Number, "")));

    public static string[] Directors(Literal crew) =>
        Distinct(crew.Items.Where(static m => m["job"].Text == "Director").Select(static m => m["name"].Text));

    public static string[] Cast(Literal cast) =>
        Distinct(cast.Items.OrderBy(static m => double.IsNaN(m["order"].Number) ? double.MaxValue : m["order"].Number).Select(static m => m["name"].Text), MaxCast);

    /// <summary>Plot text; TMDB's words for "none" are none.</summary>
    public static string Overview(string text)
    {
        string clean = Clean(text);
        return clean.StartsWith("No overview", StringComparison.OrdinalIgnoreCase) && clean.Length < 32 ? "" : clean;
    }

    /// <summary>One line, white space collapsed.</summary>
    public static string Clean(string text)
    {
        if (text.Length == 0 || (!text.AsSpan().ContainsAny('\n', '\r', '\t') && !text.Contains("  ", StringComparison.Ordinal)
            && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && !text.Any(char.IsControl)))
        {
            return text;
        }

        StringBuilder result = new(text.Length);
        bool space = false;
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                space = result.Length > 0;
                continue;
            }

            if (space)
            {
                result.Append(' ');
                space = false;
            }

            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>The year of a date such as 1995-10-30; 0 when empty. False when it is no date.</summary>
    public static bool TryYear(string date, out int year)
    {
        year = 0;
        date = date.Trim();
        if (date.Length == 0)
        {
            return true;
        }

        bool good = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        year = good ? day.Year : 0;
        return good;
    }

    /// <summary>The digits of an IMDb id with or without <c>tt</c>; empty when there is none. False when it is something else.</summary>
    public static bool TryImdbId(string text, out string digits)
    {
        text = text.Trim();
        digits = text.StartsWith("tt", StringComparison.Ordinal) ? text[2..] : text;
        return text.Length == 0 || (digits.Length is >= 1 and <= 18 && digits.All(char.IsAsciiDigit));
    }

    private static string[] Distinct(IEnumerable<string> names, int most = int.MaxValue)
    {
        List<string> result = [];
        foreach (string name in names)
        {
            string clean = Clean(name).Replace('|', '/');
            if (clean.Length > 0 && result.Count < most && !result.Contains(clean))
            {
                result.Add(clean);
            }
        }

        return [.. result];
    }
}
