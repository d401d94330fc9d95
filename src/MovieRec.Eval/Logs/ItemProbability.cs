namespace MovieRec.Eval;

/// <summary>An item and the probability of showing it.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="ItemId">The item.</param>
/// <param name="Probability">In [0, 1].</param>
public readonly record struct ItemProbability<TItemId>(TItemId ItemId, double Probability)
    where TItemId : notnull;
