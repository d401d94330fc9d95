namespace MovieRec.Eval;

/// <summary>
/// Per user in time: holds out the last n liked rows of every user, and every row after the first of them. Users with n or
/// fewer liked rows stay in training whole. Not free of leakage across users: others' later rows are trained on.
/// </summary>
public sealed record LeaveLastOutSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "leave-last-out";

    /// <summary>n ≥ 1. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Count
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Count must be at least 1.");
    } = 1;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        return UserTails.Split(log, options ?? new InteractionOptions(), Name, SplitRows.Parameter("count", Count), _ => Count);
    }
}
