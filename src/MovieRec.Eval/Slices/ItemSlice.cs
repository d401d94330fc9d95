namespace MovieRec.Eval;

/// <summary>
/// A named group of items. Only relevant items of the group count as relevant; the ranking stays what it was, so that the other
/// relevant items keep their places in it. Users with no relevant item in the group are undefined.
/// </summary>
public sealed record ItemSlice
{
    /// <summary>Creates a slice.</summary>
    /// <param name="name">Short stable name.</param>
    /// <param name="items">The items of the group.</param>
    public ItemSlice(string name, ItemMask items)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(items);
        Name = name;
        Items = items;
    }

    /// <summary>Short stable name, such as <c>genre:Drama</c>.</summary>
    public string Name { get; }

    /// <summary>The items of the group.</summary>
    public ItemMask Items { get; }
}
