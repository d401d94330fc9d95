namespace MovieRec.Cli.Models;

/// <summary>Titles on the screen and in lists on the command line.</summary>
internal static class TitleSearch
{
    public static string Display(MovieCatalog catalog, int itemIndex)
    {
        string title = catalog.GetTitle(itemIndex);
        int year = catalog.GetYear(itemIndex);
        return title.Length == 0 ? "(untitled)" : year > 0 ? CliContext.Invariant($"{title} ({year})") : title;
    }

    /// <summary>The parts of a list of ids and titles: by <c>;</c> where there is one, else by comma, articles kept with their titles.</summary>
    public static IEnumerable<string> Split(string text)
    {
        const StringSplitOptions Trim = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (text.Contains(';', StringComparison.Ordinal))
        {
            return text.Split(';', Trim);
        }

        List<string> parts = [];
        foreach (string part in text.Split(',', Trim))
        {
            string word = part.Split(' ')[0];
            bool article = word is "The" or "the" or "A" or "a" or "An" or "an" or "Le" or "La" or "Les" or "Il" or "El" or "Der" or "Die" or "Das"
                && (part.Length == word.Length || part[(word.Length + 1)..].StartsWith('('));
            if (article && parts.Count > 0)
            {
                parts[^1] += ", " + part;
            }
            else
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
