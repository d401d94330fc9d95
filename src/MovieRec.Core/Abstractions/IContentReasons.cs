namespace MovieRec;

/// <summary>
/// Tells whether an anchor explains an item by what the two have in common in content. Asked for with
/// <see cref="IRecommender.GetService(Type)"/>; a model without it explains by behaviour.
/// </summary>
public interface IContentReasons
{
    /// <summary>Whether most of the anchor's contribution to the item's score comes from content.</summary>
    /// <param name="anchorItemIndex">The liked item.</param>
    /// <param name="itemIndex">The recommended item.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item is outside the model.</exception>
    bool IsContentReason(int anchorItemIndex, int itemIndex);
}
