namespace MovieRec;

/// <summary>Finds the closest vectors. A higher score is closer, always. Thread-safe for searches.</summary>
public interface ISimilarityIndex
{
    /// <summary>Number of vectors.</summary>
    int Count { get; }

    /// <summary>Length of each vector.</summary>
    int Dimensions { get; }

    /// <summary>The measure of closeness.</summary>
    Similarity Similarity { get; }

    /// <summary>Writes the closest items, best first, ties by lower index; allocates nothing.</summary>
    /// <param name="query">A vector of <see cref="Dimensions"/> floats.</param>
    /// <param name="destination">Receives at most its length of items.</param>
    /// <param name="options">What may be returned.</param>
    /// <returns>The number written: min(destination.Length, eligible items); 0 for a query with NaN.</returns>
    int Search(ReadOnlySpan<float> query, Span<ScoredItem> destination, in SearchOptions options = default);
}
