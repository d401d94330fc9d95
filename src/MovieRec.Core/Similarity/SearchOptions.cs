namespace MovieRec;

/// <summary>Options of one search; <c>default</c> searches everything.</summary>
public readonly struct SearchOptions
{
    /// <summary>Items that may be returned; null means all.</summary>
    public ItemMask? Eligible { get; init; }

    /// <summary>One item that is never returned, such as the query itself; null means none.</summary>
    public int? Exclude { get; init; }
}
