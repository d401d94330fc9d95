namespace MovieRec.Serving;

/// <summary>A home page: rows without an item in two of them, all from one generation.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="Rows">The rows, in order.</param>
/// <param name="ModelVersion">Version of the model; empty without one.</param>
public sealed record HomePage<TItemId>(IReadOnlyList<HomeRow<TItemId>> Rows, string ModelVersion)
    where TItemId : notnull;
