namespace MovieRec;

/// <content>Metadata by the caller's id.</content>
public sealed partial class Recommender<TUserId, TItemId>
{
    /// <summary>The title of an item, without the year.</summary>
    /// <param name="itemId">The item.</param>
    /// <returns>Empty when the item is unknown or has no title.</returns>
    public string GetTitle(TItemId itemId)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        return Items.TryGetIndex(itemId, out int index) ? Catalog.GetTitle(index) : "";
    }

    /// <summary>The metadata of an item.</summary>
    /// <param name="itemId">The item.</param>
    /// <returns>Null when the item is unknown; empty fields where something is missing.</returns>
    public MovieMetadata? GetMetadata(TItemId itemId)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        return Items.TryGetIndex(itemId, out int index) ? Catalog.GetMetadata(index) : null;
    }
}
