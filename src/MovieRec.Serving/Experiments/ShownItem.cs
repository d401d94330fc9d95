namespace MovieRec.Serving;

/// <summary>An item of a list that is shown, with what the log needs.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="Item">The item, its score and its reason.</param>
/// <param name="Position">1 is the top.</param>
/// <param name="Probability">Probability with which it was shown at this position.</param>
/// <param name="Ticket">
/// Sealed text for the page: whoever sends it back (with the same user) reports an outcome of exactly this impression.
/// </param>
public sealed record ShownItem<TItemId>(Recommendation<TItemId> Item, int Position, double Probability, string Ticket)
    where TItemId : notnull;
