using System.Globalization;

namespace MovieRec.Eval;

/// <summary>
/// Families of slices by name: <c>warm-users</c>, <c>cold-users</c>, <c>activity</c> (of users: liked items in the history),
/// <c>cold-items</c> (no training interaction), <c>popularity</c> (of items: the head with 80 % of the training interactions, and
/// the other trained items), <c>genre</c> and <c>decade</c>.
/// </summary>
public static class Slices
{
    private static readonly (string Label, int From, int To)[] Activities =
        [("0", 0, 0), ("1-9", 1, 9), ("10-49", 10, 49), ("50-199", 50, 199), ("200+", 200, int.MaxValue)];

    /// <summary>The families, in the order in which they are reported.</summary>
    public static IReadOnlyList<string> Names { get; } = ["warm-users", "cold-users", "activity", "cold-items", "popularity", "genre", "decade"];

    /// <summary>Reads names separated by commas; <c>all</c> stands for every family.</summary>
    /// <param name="text">Such as <c>cold-items,genre</c>.</param>
    /// <returns>The families, each once, in the order of <see cref="Names"/>.</returns>
    /// <exception cref="FormatException">There is no such family; the message names those that exist.</exception>
    public static IReadOnlyList<string> ParseNames(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        HashSet<string> asked = new(StringComparer.Ordinal);
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (name.Equals("all", StringComparison.OrdinalIgnoreCase))
            {
                asked.UnionWith(Names);
                continue;
            }

            asked.Add(Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"Slice '{name}': there is no such family of slices; there are {string.Join(", ", Names)}, all."));
        }

        return [.. Names.Where(asked.Contains)];
    }

    /// <summary>
    /// Makes slices for a protocol. Groups that nobody and nothing of it falls into are left out: users who are not evaluated,
    /// items that are relevant to nobody. Genre and decade need a catalogue; an item stands in each of its genres.
    /// </summary>
    /// <param name="names">Families, as <see cref="ParseNames"/> returns them.</param>
    /// <param name="protocol">Split, candidates and catalogue.</param>
    /// <exception cref="FormatException">There is no such family.</exception>
    public static SliceSet Create(IEnumerable<string> names, EvaluationProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(protocol);
        List<UserSlice> users = [];
        List<ItemSlice> items = [];
        foreach (string name in ParseNames(string.Join(',', names)))
        {
            switch (name)
            {
                case "warm-users":
                    users.Add(UserSlice.Warm);
                    break;
                case "cold-users":
                    users.Add(UserSlice.Cold);
                    break;
                case "activity":
                    users.AddRange(Activity());
                    break;
                case "genre":
                    items.AddRange(Genres(protocol.Context));
                    break;
                case "decade":
                    items.AddRange(Decades(protocol.Context));
                    break;
                default:
                    items.AddRange(ByCount(name, protocol.Context));
                    break;
            }
        }

        EvaluatedUser[] evaluated = [.. protocol.Split.Users.ToArray().Select(protocol.Describe)];
        InteractionMatrix relevant = protocol.Split.Relevant;
        int[] asked = [.. relevant.Items.ToArray().Distinct()];
        return new SliceSet(
            [.. users.Where(s => evaluated.Any(s.Contains))],
            [.. items.Where(s => asked.Any(s.Items.Contains))]);
    }

    private static IEnumerable<UserSlice> Activity() => Activities.Select(
        static a => new UserSlice("activity:" + a.Label, u => u.HistoryCount >= a.From && u.HistoryCount <= a.To));

    private static IEnumerable<ItemSlice> ByCount(string name, EvaluationContext context)
    {
        bool Trained(int item) => context.ItemCounts.Span[item] > 0;
        return name == "cold-items"
            ? [new ItemSlice(name, ItemMask.Create(context.ItemCount, i => !Trained(i)))]
            :
            [
                new ItemSlice("popularity:head", ItemMask.Create(context.ItemCount, i => Trained(i) && !context.IsLongTail(i))),
                new ItemSlice("popularity:tail", ItemMask.Create(context.ItemCount, i => Trained(i) && context.IsLongTail(i))),
            ];
    }

    private static IEnumerable<ItemSlice> Genres(EvaluationContext context)
    {
        if (context.Catalog is not { } catalog)
        {
            yield break;
        }

        for (int g = 0; g < catalog.GenreNames.Count; g++)
        {
            int genre = g;
            yield return new ItemSlice(
                "genre:" + catalog.GenreNames[g], ItemMask.Create(catalog.Count, i => catalog.GetGenreIndices(i).Contains(genre)));
        }
    }

    private static IEnumerable<ItemSlice> Decades(EvaluationContext context)
    {
        if (context.Catalog is not { } catalog)
        {
            yield break;
        }

        int[] decades = [.. Enumerable.Range(0, catalog.Count).Select(i => catalog.GetYear(i) / 10 * 10)];
        foreach (int decade in decades.Where(static d => d != 0).Distinct().Order())
        {
            yield return new ItemSlice(
                string.Create(CultureInfo.InvariantCulture, $"decade:{decade}s"), ItemMask.Create(catalog.Count, i => decades[i] == decade));
        }
    }
}
