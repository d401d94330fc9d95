namespace MovieRec;

/// <summary>
/// A score taken apart: <c>Score = Remainder + Σ written + Omitted</c>.
/// </summary>
public readonly record struct Explanation
{
    /// <summary>Creates an explanation.</summary>
    /// <param name="score">The score as <see cref="IRecommender.Recommend"/> returns it.</param>
    /// <param name="remainder">The part that no history item caused (bias, popularity, prior).</param>
    /// <param name="written">Number of contributions written.</param>
    /// <param name="omitted">Sum of the contributions that did not fit.</param>
    /// <param name="magnitude">|remainder| + Σ|contribution| over the whole history.</param>
    public Explanation(float score, float remainder, int written, float omitted, float magnitude)
    {
        Score = score;
        Remainder = remainder;
        Written = written;
        Omitted = omitted;
        Magnitude = magnitude;
    }

    /// <summary>The score as <see cref="IRecommender.Recommend"/> returns it.</summary>
    public float Score { get; }

    /// <summary>The part that no history item caused (bias, popularity, prior). 0 for plain ALS.</summary>
    public float Remainder { get; }

    /// <summary>Number of contributions written.</summary>
    public int Written { get; }

    /// <summary>Sum of the contributions that were not written.</summary>
    public float Omitted { get; }

    /// <summary>|Remainder| + Σ|contribution| over the whole history: the base of a contribution's share.</summary>
    public float Magnitude { get; }
}
