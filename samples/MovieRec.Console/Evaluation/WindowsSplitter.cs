using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Asks for every window, on the k-core of the rows where one is wanted. <see cref="Apply"/> makes the last window.</summary>
internal sealed class WindowsSplitter(SlidingWindowSplitter windows, KCoreFilter? filter) : ISplitter
{
    public string Name => windows.Name;

    public Split Apply(InteractionLog log, InteractionOptions? options = null) => One(windows.Windows, log, options);

    public IEnumerable<Split> ApplyAll(InteractionLog log, InteractionOptions? options) =>
        filter is null ? windows.ApplyAll(log, options) : Enumerable.Range(1, windows.Windows).Select(w => One(w, log, options));

    private Split One(int window, InteractionLog log, InteractionOptions? options)
    {
        SlidingWindowSplitter one = windows with { Window = window };
        return filter is null ? one.Apply(log, options) : new FilteredSplitter(filter, one).Apply(log, options);
    }
}
