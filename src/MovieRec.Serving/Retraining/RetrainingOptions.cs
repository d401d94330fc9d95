namespace MovieRec.Serving;

/// <summary>When and how models are trained again.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed record RetrainingOptions<TItemId>
    where TItemId : notnull
{
    /// <summary>The file that says which nights are done.</summary>
    public required string JournalPath { get; init; }

    /// <summary>When.</summary>
    public NightlySchedule Schedule { get; init; } = new();

    /// <summary>What counts as liked; null for the defaults.</summary>
    public InteractionOptions? Interactions { get; init; }

    /// <summary>What a model must show before it answers.</summary>
    public ValidationOptions<TItemId> Validation { get; init; } = new();

    /// <summary>
    /// Whether each run first fits a model without everybody's last liked item and measures it there (NDCG@10): the metric that the
    /// margin is about. It doubles the time of a run. Default true.
    /// </summary>
    public bool MeasureHoldOut { get; init; } = true;

    /// <summary>How often the clock is looked at, so that a clock that was set is noticed. Default 1 minute.</summary>
    public TimeSpan PollInterval
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "PollInterval must be above 0.");
    } = TimeSpan.FromMinutes(1);
}
