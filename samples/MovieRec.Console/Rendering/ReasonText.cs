using MovieRec.Cli.Models;

namespace MovieRec.Cli.Rendering;

/// <summary>A reason as a person reads it; a weak one says that it is one cause among many.</summary>
internal static class ReasonText
{
    public static string Of<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, Reason<TItemId> reason)
        where TUserId : notnull
        where TItemId : notnull
    {
        if (reason.TryGetAnchor(out TItemId? anchor) && recommender.Items.TryGetIndex(anchor, out int index))
        {
            string title = Title(recommender, index);
            if (reason.Kind == ReasonKind.SimilarContent)
            {
                string shared = Shared(reason.Shared);
                string like = reason.Strength == ReasonStrength.Weak ? "somewhat like" : "like";
                return $"{like} {title}, which you liked{(shared.Length > 0 ? $" ({shared})" : "")}";
            }

            return reason.Strength == ReasonStrength.Weak
                ? $"partly because you liked {title}"
                : $"because you liked {title}";
        }

        return reason.Kind switch
        {
            ReasonKind.Popular => "popular",
            ReasonKind.New => "new",
            _ => "",
        };
    }

    /// <summary>What two movies have in common, the rarest kind first; empty when nothing is named in both.</summary>
    public static string Shared(SharedFeatures shared)
    {
        List<string> parts = [];
        Add("director", shared.Directors, 2);
        Add("with", shared.Cast, 2);
        Add("both", shared.Keywords, 3);
        if (parts.Count < 2)
        {
            Add(parts.Count == 0 ? "both" : "and", shared.Genres, 3);
        }

        return string.Join("; ", parts);

        void Add(string word, IReadOnlyList<string> names, int most)
        {
            if (names.Count > 0)
            {
                parts.Add($"{word} {string.Join(", ", names.Take(most))}");
            }
        }
    }

    public static string Title<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, int itemIndex)
        where TUserId : notnull
        where TItemId : notnull =>
        recommender.Catalog.GetTitle(itemIndex).Length > 0
            ? TitleSearch.Display(recommender.Catalog, itemIndex)
            : Ids.Text(recommender.Items[itemIndex]);
}
