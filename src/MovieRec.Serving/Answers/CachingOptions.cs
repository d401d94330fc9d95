namespace MovieRec.Serving;

/// <summary>How answers are kept.</summary>
public sealed record CachingOptions
{
    /// <summary>How long an answer is given again. Default 30 seconds. A new generation and a new event end it at once.</summary>
    public TimeSpan Lifetime
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Lifetime must be above 0.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>Answers kept at most, rounded up to a power of two, 1 … 1,048,576. Default 16,384.</summary>
    public int Capacity
    {
        get;
        init => field = value is >= 1 and <= 1 << 20
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Capacity must be in 1 … 1,048,576.");
    } = 16_384;
}
