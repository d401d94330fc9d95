namespace MovieRec.Eval;

/// <summary>Filters a log to its k-core, then splits it; what was removed stands among the split's parameters.</summary>
public sealed class FilteredSplitter : ISplitter
{
    private readonly ISplitter _splitter;

    /// <summary>Creates a splitter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="splitter">What splits the rows that are left.</param>
    public FilteredSplitter(KCoreFilter filter, ISplitter splitter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(splitter);
        Filter = filter;
        _splitter = splitter;
    }

    /// <summary>The filter.</summary>
    public KCoreFilter Filter { get; }

    /// <inheritdoc/>
    public string Name => _splitter.Name;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        KCoreResult core = Core(log, options);
        return _splitter.Apply(core.Log, options).After(Describe(core));
    }

    /// <summary>Both splits of the rows that are left: who is active is decided once, on all rows.</summary>
    internal SelectionSplits Select(InteractionLog log, InteractionOptions? options)
    {
        KCoreResult core = Core(log, options);
        SelectionSplits both = SelectionSplits.Create(_splitter, core.Log, options);
        return new SelectionSplits(both.Validation.After(Describe(core)), both.Test.After(Describe(core)));
    }

    private KCoreResult Core(InteractionLog log, InteractionOptions? options)
    {
        KCoreResult core = Filter.Apply(log, options);
        if (core.Log.Count == 0 && core.RemovedRows > 0)
        {
            throw new ArgumentException(
                $"No row is left: there is no group of users with {Filter.MinUserCount} and items with {Filter.MinItemCount} liked rows among each other.", nameof(log));
        }

        return core;
    }

    private SplitParameter[] Describe(KCoreResult core) =>
    [
        SplitRows.Parameter("minUserCount", Filter.MinUserCount),
        SplitRows.Parameter("minItemCount", Filter.MinItemCount),
        SplitRows.Parameter("removedUsers", core.RemovedUsers),
        SplitRows.Parameter("removedItems", core.RemovedItems),
        SplitRows.Parameter("removedRows", core.RemovedRows),
        SplitRows.Parameter("rounds", core.Rounds),
    ];
}
