namespace MovieRec.Eval;

/// <summary>What <see cref="KCoreFilter"/> left and removed.</summary>
public sealed record KCoreResult
{
    /// <summary>The rows that are left, over the same index spaces.</summary>
    public required InteractionLog Log { get; init; }

    /// <summary>Passes over users and items that removed something.</summary>
    public required int Rounds { get; init; }

    /// <summary>Rows removed.</summary>
    public required int RemovedRows { get; init; }

    /// <summary>Users removed with all their rows.</summary>
    public required int RemovedUsers { get; init; }

    /// <summary>Items removed with all their rows.</summary>
    public required int RemovedItems { get; init; }
}
