namespace MovieRec.Eval;

/// <summary>An item of an interleaved list.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="ItemId">The item.</param>
/// <param name="Team">The ranking that drafted it and gets the credit for it.</param>
/// <param name="Probability">
/// Probability, over all coins, with which this item stands at this position, for either team: what
/// <see cref="FeedbackEvent{TItemId}.Probability"/> of its impression is.
/// </param>
public readonly record struct InterleavedItem<TItemId>(TItemId ItemId, InterleavingTeam Team, double Probability)
    where TItemId : notnull;
