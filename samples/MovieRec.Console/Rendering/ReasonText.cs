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

    public static string Title<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, int itemIndex)
        where TUserId : notnull
        where TItemId : notnull =>
        recommender.Catalog.GetTitle(itemIndex).Length > 0
            ? TitleSearch.Display(recommender.Catalog, itemIndex)
            : Ids.Text(recommender.Items[itemIndex]);
}
