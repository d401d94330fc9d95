namespace MovieRec;

/// <summary>One recommended item.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="ItemId">The item.</param>
/// <param name="Score">The model's relevance; comparable within one list only.</param>
/// <param name="Reason">Why.</param>
public readonly record struct Recommendation<TItemId>(TItemId ItemId, float Score, Reason<TItemId> Reason)
    where TItemId : notnull;
