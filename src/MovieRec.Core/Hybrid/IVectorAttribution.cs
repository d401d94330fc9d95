namespace MovieRec;

/// <summary>
/// A vector model whose query vector x is a linear function of the history, so that the score ⟨x, v⟩ of any item vector v,
/// not only of the model's own, comes apart into one term for each liked item.
/// </summary>
internal interface IVectorAttribution
{
    /// <summary>Takes the scores of several vectors apart: ⟨x, v⟩ = Σ terms, up to rounding.</summary>
    /// <param name="query">Who asks.</param>
    /// <param name="vectors">Row-major, <paramref name="count"/> rows, each padded to a multiple of 16 floats.</param>
    /// <param name="count">Number of vectors.</param>
    /// <param name="items">Receives the history that x is made of, ascending; as long as the history given or stored.</param>
    /// <param name="terms">Receives the terms; those of vector n begin at n × <c>items.Length</c>, aligned with the items.</param>
    /// <returns>Number of items written; 0 when the model knows nothing about the history.</returns>
    int Attribute(in RecommendationQuery query, ReadOnlySpan<float> vectors, int count, Span<int> items, Span<double> terms);
}
