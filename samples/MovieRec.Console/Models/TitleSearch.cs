namespace MovieRec.Cli.Models;

/// <summary>Finds the item that <c>--item</c> means: an id, else a title (case ignored, with or without the year).</summary>
internal static class TitleSearch
{
    public static TItemId Find<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, string text)
        where TUserId : notnull
        where TItemId : notnull
    {
        if (Ids.TryParse(text, out TItemId? id) && recommender.Items.TryGetIndex(id!, out _))
        {
            return id!;
        }

        List<int> exact = Matches(recommender.Catalog, t => t.Equals(text, StringComparison.OrdinalIgnoreCase));
        List<int> found = exact.Count > 0
            ? exact
            : Matches(recommender.Catalog, t => t.Contains(text, StringComparison.OrdinalIgnoreCase));
        return found.Count switch
        {
            1 => recommender.Items[found[0]],
            0 => throw new UsageException($"--item {text}: no item has this id or title."),
            _ => throw new UsageException(
                $"--item {text}: {found.Count} titles match; name one by id: "
                + string.Join("; ", found.Take(8).Select(i => $"{Ids.Text(recommender.Items[i])} {Display(recommender.Catalog, i)}"))
                + (found.Count > 8 ? "; …" : ".")),
        };
    }

    public static string Display(MovieCatalog catalog, int itemIndex)
    {
        string title = catalog.GetTitle(itemIndex);
        int year = catalog.GetYear(itemIndex);
        return title.Length == 0 ? "(untitled)" : year > 0 ? CliContext.Invariant($"{title} ({year})") : title;
    }

    private static List<int> Matches(MovieCatalog catalog, Func<string, bool> matches)
    {
        List<int> found = [];
        for (int i = 0; i < catalog.Count; i++)
        {
            if (matches(catalog.GetTitle(i)) || matches(Display(catalog, i)))
            {
                found.Add(i);
            }
        }

        return found;
    }
}
