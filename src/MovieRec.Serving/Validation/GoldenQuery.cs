namespace MovieRec.Serving;

/// <summary>A question whose answer is known: whoever likes these items must be offered some of those.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="Name">Name, for the report.</param>
/// <param name="Liked">The history.</param>
/// <param name="Expected">Items of which at least <paramref name="MinHits"/> must be in the list.</param>
/// <param name="Count">Length of the list.</param>
/// <param name="MinHits">How many of them.</param>
public sealed record GoldenQuery<TItemId>(string Name, IReadOnlyList<TItemId> Liked, IReadOnlyList<TItemId> Expected, int Count = 20, int MinHits = 1)
    where TItemId : notnull;
