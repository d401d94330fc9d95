namespace MovieRec.Eval;

/// <summary>A policy to be judged from the log of another one.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public interface ITargetPolicy<TItemId>
    where TItemId : notnull
{
    /// <summary>
    /// What this policy would show at the position of an impression, to its user, from its candidate set: each item at most
    /// once, marginal probabilities that sum to 1. A policy without randomness returns one item with probability 1.
    /// </summary>
    /// <param name="impression">The logged impression. Which item it shows must not influence the answer.</param>
    IReadOnlyList<ItemProbability<TItemId>> GetChoices(FeedbackEvent<TItemId> impression);

    /// <summary>
    /// Whether the logged policy could have shown an item at the position of an impression. Answer false where it is known
    /// that it could not (not among the candidates, not explored); default true.
    /// </summary>
    /// <param name="impression">The logged impression.</param>
    /// <param name="itemId">An item of <see cref="GetChoices"/>.</param>
    bool IsSupported(FeedbackEvent<TItemId> impression, TItemId itemId) => true;
}
