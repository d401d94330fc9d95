namespace MovieRec.Eval;

/// <summary>Predicts what an item would have earned: the q̂ of the doubly robust estimator.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public interface IRewardModel<TItemId>
    where TItemId : notnull
{
    /// <summary>
    /// Expected reward in [0, 1] of an item at the position of an impression, for its user. It must not depend on what that
    /// user's impressions earned (fit on other users, or on an earlier period).
    /// </summary>
    /// <param name="impression">The logged impression; its own item may be another.</param>
    /// <param name="itemId">The item.</param>
    double Predict(FeedbackEvent<TItemId> impression, TItemId itemId);
}
