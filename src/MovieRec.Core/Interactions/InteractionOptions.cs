namespace MovieRec;

/// <summary>How rows become liked and seen interactions.</summary>
public sealed record InteractionOptions
{
    /// <summary>
    /// At or above it a rating is a liked interaction (a training positive); below it the item counts as seen: never
    /// recommended again, never a training positive, never an anchor. Default 4.0; 0 makes every row liked. Rows of a
    /// source without ratings are all liked.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public float PositiveThreshold
    {
        get;
        init => field = float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "PositiveThreshold must be a finite number; use 0 to take every row.");
    } = 4.0f;

    /// <summary>The weight of a liked interaction. Default: 1 for each.</summary>
    public InteractionWeighting Weighting { get; init; }
}
