namespace MovieRec.Serving;

/// <summary>What a store offers at start-up.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="Generation">The newest version that verifies, not yet published to a host; null when there is none.</param>
/// <param name="Model">What is known of it; null when there is none.</param>
/// <param name="DegradedReason">Why it is not the version that was wanted; empty when it is.</param>
public sealed record StoreOpening<TUserId, TItemId>(Generation<TUserId, TItemId>? Generation, StoredModel? Model, string DegradedReason)
    where TUserId : notnull
    where TItemId : notnull;
