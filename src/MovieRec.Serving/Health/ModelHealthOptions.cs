namespace MovieRec.Serving;

/// <summary>When a model counts as too old.</summary>
public sealed record ModelHealthOptions
{
    /// <summary>Oldest age of a healthy model. Default 24 hours.</summary>
    public TimeSpan MaxAge
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxAge must be above 0.");
    } = TimeSpan.FromHours(24);
}
