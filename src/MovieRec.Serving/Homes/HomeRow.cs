namespace MovieRec.Serving;

/// <summary>A row of a home page.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class HomeRow<TItemId>
    where TItemId : notnull
{
    private readonly TItemId? _anchor;
    private readonly bool _hasAnchor;

    internal HomeRow(HomeRowKind kind, IReadOnlyList<Recommendation<TItemId>> items, RecommendationRung rung, string genre = "")
    {
        Kind = kind;
        Items = items;
        Rung = rung;
        Genre = genre;
    }

    internal HomeRow(TItemId anchor, IReadOnlyList<Recommendation<TItemId>> items)
        : this(HomeRowKind.BecauseYouLiked, items, RecommendationRung.SimilarItems)
    {
        _anchor = anchor;
        _hasAnchor = true;
    }

    /// <summary>What it holds.</summary>
    public HomeRowKind Kind { get; }

    /// <summary>The items, best first; no item is in two rows of a page.</summary>
    public IReadOnlyList<Recommendation<TItemId>> Items { get; }

    /// <summary>Where they come from.</summary>
    public RecommendationRung Rung { get; }

    /// <summary>The genre of <see cref="HomeRowKind.PopularInGenre"/>; empty otherwise.</summary>
    public string Genre { get; }

    /// <summary>The liked item of <see cref="HomeRowKind.BecauseYouLiked"/>.</summary>
    /// <param name="anchor">Its id.</param>
    /// <returns>False for other kinds.</returns>
    public bool TryGetAnchor([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TItemId anchor)
    {
        anchor = _anchor;
        return _hasAnchor;
    }
}
