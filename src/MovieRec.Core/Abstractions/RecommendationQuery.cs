namespace MovieRec;

/// <summary>Who asks, and what may be answered. <c>default</c> is an unknown user, never user 0.</summary>
/// <remarks>A <c>ref struct</c> over the caller's spans: it allocates nothing and cannot outlive them.</remarks>
public readonly ref struct RecommendationQuery
{
    private readonly int _userIndexPlusOne;

    private RecommendationQuery(int userIndexPlusOne, ReadOnlySpan<int> history, ReadOnlySpan<float> weights)
    {
        _userIndexPlusOne = userIndexPlusOne;
        History = history;
        Weights = weights;
    }

    /// <summary>Whether the query names a user of the training data.</summary>
    public bool HasUser => _userIndexPlusOne != 0;

    /// <summary>Dense user index, or −1 when the query names no user.</summary>
    public int UserIndex => _userIndexPlusOne - 1;

    /// <summary>
    /// For <see cref="ForHistory"/>: the liked items, dense indices in any order, duplicates counted once.
    /// For <see cref="ForUser"/>: further items the user has met since training; they are excluded from the answer
    /// beside the history the model stores, and do not change the scores.
    /// </summary>
    public ReadOnlySpan<int> History { get; }

    /// <summary>Confidence weights, aligned with <see cref="History"/>; empty means 1 for each.</summary>
    public ReadOnlySpan<float> Weights { get; }

    /// <summary>Whether items of the history may be returned. Default false: seen items are excluded.</summary>
    public bool AllowHistoryItems { get; init; }

    /// <summary>Items that may be returned; null means every item.</summary>
    public ItemMask? Eligible { get; init; }

    /// <summary>Asks for a user of the training data.</summary>
    /// <param name="userIndex">Dense user index, ≥ 0.</param>
    /// <param name="history">Further items the user has met since training (excluded from the answer).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="userIndex"/> is negative.</exception>
    public static RecommendationQuery ForUser(int userIndex, ReadOnlySpan<int> history = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(userIndex);

        // The largest index wraps to a value that is not 0: it stays a user, and models say that they do not know it.
        return new RecommendationQuery(unchecked(userIndex + 1), history, default);
    }

    /// <summary>Asks for somebody who is known only by a list of liked items (fold-in).</summary>
    /// <param name="history">Liked items, dense indices.</param>
    /// <param name="weights">Weights aligned with <paramref name="history"/>, each finite and &gt; 0; empty means 1 for each.</param>
    /// <exception cref="ArgumentException">The two spans differ in length and <paramref name="weights"/> is not empty.</exception>
    public static RecommendationQuery ForHistory(ReadOnlySpan<int> history, ReadOnlySpan<float> weights = default)
    {
        if (!weights.IsEmpty && weights.Length != history.Length)
        {
            throw new ArgumentException(
                $"weights has {weights.Length} values for {history.Length} history items; give one weight for each, or none.",
                nameof(weights));
        }

        return new RecommendationQuery(0, history, weights);
    }
}
