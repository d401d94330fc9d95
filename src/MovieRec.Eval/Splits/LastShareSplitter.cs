namespace MovieRec.Eval;

/// <summary>
/// Per user in time: holds out the last share of every user's liked rows (rounded down, at least one), and every row after
/// the first of them. Users with a single liked row stay in training. Not free of leakage across users.
/// </summary>
public sealed record LastShareSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "last-share";

    /// <summary>Share of a user's liked rows, in (0, 1). Default 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double Share
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(Share));
    } = 0.2;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        return UserTails.Split(
            log, options ?? new InteractionOptions(), Name, SplitRows.Parameter("share", Share), liked => Math.Max(1, (int)(Share * liked)));
    }
}
