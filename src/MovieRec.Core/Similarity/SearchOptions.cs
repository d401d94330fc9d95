namespace MovieRec;

/// <summary>Options of one search; <c>default</c> searches everything.</summary>
public readonly struct SearchOptions
{
    /// <summary>Items that may be returned; null means all.</summary>
    public ItemMask? Eligible { get; init; }

    /// <summary>One item that is never returned, such as the query itself; null means none.</summary>
    public int? Exclude { get; init; }

    /// <summary>
    /// How hard an approximate index looks, in its own unit (candidates kept by a graph, cells probed by an inverted file,
    /// candidates gathered by a forest); 0, the default, is what the index was built with. Exact indexes ignore it.
    /// </summary>
    public int Effort { get; init; }

    /// <summary>
    /// The most vectors to compare with the query; 0, the default, sets no limit. A search that reaches it returns the
    /// best of what it has compared, which may be fewer items than asked for. Checked between blocks of at most 256
    /// vectors.
    /// </summary>
    public int Budget { get; init; }
}
