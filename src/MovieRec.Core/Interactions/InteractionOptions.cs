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

    /// <summary>
    /// Half-life h of a liked interaction: its weight is multiplied by 2^(−age/h), at least 2⁻²⁰, age measured from the newest
    /// row of the source. A row of unknown time (timestamp 0) counts like the oldest one whose time is known. Null (the
    /// default) is no decay.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above zero.</exception>
    public TimeSpan? HalfLife
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "HalfLife must be above zero; null means no decay.");
    }
}
