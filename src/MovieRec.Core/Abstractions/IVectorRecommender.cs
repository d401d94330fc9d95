namespace MovieRec;

/// <summary>A model whose score is an inner product, so that any similarity index can serve it.</summary>
public interface IVectorRecommender
{
    /// <summary>Length of the vectors.</summary>
    int Dimensions { get; }

    /// <summary>
    /// Leading floats of an item's vector that say what the item is like. Those after them, a bias, raise its score for
    /// everybody and are left out where items are compared with one another. All by default.
    /// </summary>
    int SimilarityDimensions => Dimensions;

    /// <summary>Number of item vectors.</summary>
    int ItemCount { get; }

    /// <summary>The vector of one item, <see cref="Dimensions"/> floats.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    ReadOnlySpan<float> GetItemVector(int itemIndex);

    /// <summary>Writes the query vector: score(item) = ⟨query, item⟩.</summary>
    /// <param name="query">Who asks.</param>
    /// <param name="destination">Receives <see cref="Dimensions"/> floats.</param>
    /// <returns>False when the model knows nothing about the user.</returns>
    bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination);
}
