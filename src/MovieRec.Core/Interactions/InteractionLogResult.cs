namespace MovieRec;

/// <summary>What <see cref="InteractionLogBuilder{TUserId, TItemId}.Build"/> gives.</summary>
/// <typeparam name="TUserId">User id.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="Users">User ids, ascending.</param>
/// <param name="Items">Item ids, ascending.</param>
/// <param name="Log">The rows by dense index.</param>
/// <param name="Duplicates">Rows dropped because a later row named the same pair.</param>
public sealed record InteractionLogResult<TUserId, TItemId>(
    IdMap<TUserId> Users,
    IdMap<TItemId> Items,
    InteractionLog Log,
    long Duplicates)
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Those of <see cref="Duplicates"/> that repeat another row in rating and timestamp too.</summary>
    public long ExactDuplicates { get; init; }
}
