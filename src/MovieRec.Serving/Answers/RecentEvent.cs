namespace MovieRec.Serving;

/// <summary>Something a person did since the model was trained.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="ItemId">The item.</param>
/// <param name="Kind">What was done; impressions are ignored.</param>
/// <param name="Time">When.</param>
public readonly record struct RecentEvent<TItemId>(TItemId ItemId, FeedbackKind Kind, DateTimeOffset Time)
    where TItemId : notnull;
