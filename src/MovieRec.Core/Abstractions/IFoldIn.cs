namespace MovieRec;

/// <summary>Computes the factors of a user who was not in the training data, from liked items.</summary>
public interface IFoldIn
{
    /// <summary>Writes the user's factors.</summary>
    /// <param name="history">Liked items, dense indices in any order; duplicates count once (the last weight).</param>
    /// <param name="weights">Aligned weights, finite and &gt; 0; empty means 1 for each.</param>
    /// <param name="userFactors">Receives the factors; its length is the number of factors.</param>
    /// <returns>False (and zeros written) when no item of the history is known to the model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An item is outside the model, or a weight is not a finite number above 0.</exception>
    /// <exception cref="InvalidOperationException">
    /// The weights are so large, or the regularisation so small, that the equations have no solution within rounding.
    /// </exception>
    bool TryFoldIn(ReadOnlySpan<int> history, ReadOnlySpan<float> weights, Span<float> userFactors);
}
