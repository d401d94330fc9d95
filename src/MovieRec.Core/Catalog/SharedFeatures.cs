namespace MovieRec;

/// <summary>
/// What two movies have in common by the catalogue: names that stand in the same field of both, in the order of the
/// recommended one. Looked up when asked for; <c>default</c> shares nothing.
/// </summary>
public readonly record struct SharedFeatures
{
    private readonly MovieCatalog? _catalog;
    private readonly int _anchor;
    private readonly int _item;

    internal SharedFeatures(MovieCatalog catalog, int anchor, int item)
    {
        _catalog = catalog;
        _anchor = anchor;
        _item = item;
    }

    /// <summary>Directors of both.</summary>
    public IReadOnlyList<string> Directors => Common(_catalog?.Directors);

    /// <summary>Leading cast of both.</summary>
    public IReadOnlyList<string> Cast => Common(_catalog?.Cast);

    /// <summary>Keywords of both.</summary>
    public IReadOnlyList<string> Keywords => Common(_catalog?.Keywords);

    /// <summary>Genres of both.</summary>
    public IReadOnlyList<string> Genres => Common(_catalog?.Genres);

    /// <summary>Whether no name is in common.</summary>
    public bool IsEmpty => !Any(_catalog?.Directors) && !Any(_catalog?.Cast) && !Any(_catalog?.Keywords) && !Any(_catalog?.Genres);

    private bool Any(TermColumn? column) => column is not null && column.GetTermIndices(_item).IndexOfAny(column.GetTermIndices(_anchor)) >= 0;

    private string[] Common(TermColumn? column)
    {
        if (!Any(column))
        {
            return [];
        }

        ReadOnlySpan<int> own = column!.GetTermIndices(_item);
        ReadOnlySpan<int> other = column.GetTermIndices(_anchor);
        List<string> names = [];
        for (int i = 0; i < own.Length; i++)
        {
            if (other.Contains(own[i]) && !own[..i].Contains(own[i]))
            {
                names.Add(column.Terms[own[i]]);
            }
        }

        return [.. names];
    }
}
