namespace MovieRec.Serving;

/// <summary>
/// How events since training are weighed when they are folded in:
/// <c>weight = kind · (1 + Boost · 2^(−age / HalfLife))</c>, beside the stored likes with their stored weight. A fresh save
/// counts for more than an old like, and in the end for as much.
/// </summary>
public sealed record FreshnessOptions
{
    /// <summary>Weight of a save, &gt; 0. Default 1, that of a stored like.</summary>
    public float SaveWeight
    {
        get;
        init => field = value > 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "SaveWeight must be a finite number above 0.");
    } = 1;

    /// <summary>Weight of a click, ≥ 0; 0 ignores clicks. Default 0.25.</summary>
    public float ClickWeight
    {
        get;
        init => field = value >= 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ClickWeight must be a finite number of at least 0.");
    } = 0.25f;

    /// <summary>How much more an event of this moment counts, ≥ 0. Default 1: twice.</summary>
    public float Boost
    {
        get;
        init => field = value >= 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Boost must be a finite number of at least 0.");
    } = 1;

    /// <summary>After this time the boost has halved. Default 7 days.</summary>
    public TimeSpan HalfLife
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "HalfLife must be above 0.");
    } = TimeSpan.FromDays(7);

    /// <summary>At most this many events, the newest, 1 … 1,000. Default 64.</summary>
    public int MaxEvents
    {
        get;
        init => field = value is >= 1 and <= 1_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxEvents must be in 1 … 1,000.");
    } = 64;

    internal float Weight(FeedbackKind kind, TimeSpan age)
    {
        float weight = kind == FeedbackKind.Save ? SaveWeight : ClickWeight;
        double lives = Math.Max(0, age / HalfLife);
        return weight * (1 + (float)(Boost * Math.Pow(2, -lives)));
    }
}
