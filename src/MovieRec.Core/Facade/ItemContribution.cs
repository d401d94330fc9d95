namespace MovieRec;

/// <summary>The part of a score that one liked item caused.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="ItemId">The liked item.</param>
/// <param name="Value">Its contribution; may be negative.</param>
public readonly record struct ItemContribution<TItemId>(TItemId ItemId, float Value)
    where TItemId : notnull;
