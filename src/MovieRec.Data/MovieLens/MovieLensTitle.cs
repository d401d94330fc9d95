using System.Globalization;
using System.Text.RegularExpressions;

namespace MovieRec.Data;

/// <summary>
/// Takes MovieLens titles apart: <c>Matrix, The (1999)</c> is "The Matrix" of 1999. Alternative titles in parentheses
/// stay, with their own article in front.
/// </summary>
internal static partial class MovieLensTitle
{
    // English, French, Italian, Spanish, German, Dutch, Scandinavian, Portuguese.
    private static readonly HashSet<string> Articles = new(StringComparer.OrdinalIgnoreCase)
    {
        "The", "A", "An",
        "Le", "La", "Les", "L'", "Un", "Une",
        "Il", "Lo", "I", "Gli", "Una", "Uno",
        "El", "Los", "Las",
        "Der", "Die", "Das", "Ein", "Eine",
        "De", "Het", "Een",
        "Den", "Det", "En", "Ett",
        "O", "Os", "Um", "Uma",
    };

    /// <summary>Splits a raw title into title and year (0 when it names none).</summary>
    public static string Parse(string raw, out int year)
    {
        year = 0;
        string head = raw.Trim();
        List<string> groups = [];
        for (Match match = TrailingGroup().Match(head); match.Success && match.Index > 0; match = TrailingGroup().Match(head))
        {
            groups.Insert(0, match.Groups[1].Value.Trim());
            head = head[..match.Index].TrimEnd();
        }

        for (int i = groups.Count - 1; i >= 0 && year == 0; i--)
        {
            if (Year().Match(groups[i]) is { Success: true } match)
            {
                year = int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
                groups.RemoveAt(i);
            }
        }

        return string.Concat([ArticleFirst(head), .. groups.Select(static g => $" ({ArticleFirst(g)})")]);
    }

    private static string ArticleFirst(string text)
    {
        const string AlsoKnownAs = "a.k.a. ";
        if (text.StartsWith(AlsoKnownAs, StringComparison.OrdinalIgnoreCase))
        {
            return text[..AlsoKnownAs.Length] + ArticleFirst(text[AlsoKnownAs.Length..]);
        }

        int comma = text.LastIndexOf(',');
        string article = text[(comma + 1)..].Trim();
        if (comma <= 0 || !Articles.Contains(article))
        {
            return text;
        }

        return article + (article.EndsWith('\'') ? "" : " ") + text[..comma].TrimEnd();
    }

    [GeneratedRegex(@"\(([^()]*)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingGroup();

    [GeneratedRegex(@"^((?:18|19|20)[0-9]{2})(?:\s*[-–—]\s*(?:[0-9]{2,4})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
