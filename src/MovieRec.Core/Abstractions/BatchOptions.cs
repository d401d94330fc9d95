namespace MovieRec;

/// <summary>Options of recommendations for many users at once.</summary>
public sealed record BatchOptions
{
    /// <summary>Items that may be returned; null means every item.</summary>
    public ItemMask? Eligible { get; init; }

    /// <summary>Whether items of a user's history may be returned. Default false: seen items are excluded.</summary>
    public bool AllowHistoryItems { get; init; }

    /// <summary>Threads; −1 uses every core. The result does not depend on it. Default −1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither −1 nor at least 1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;
}
