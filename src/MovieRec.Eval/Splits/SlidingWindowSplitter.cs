namespace MovieRec.Eval;

/// <summary>
/// Windows sliding over time, each tested on what came after its own cut. The n liked rows in order of time are cut at the end: W
/// windows of a share s each, the last one ending with the data. Window w trains on rows before its cut, the time at position
/// ⌊(1 − (W − w + 1)·s)·n⌋, and tests on rows from there to the cut of the next window. With one window the same as
/// <see cref="GlobalTemporalSplitter"/>. Shows whether a difference holds in every season.
/// </summary>
public sealed record SlidingWindowSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "sliding";

    /// <summary>W ≥ 1. Default 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Windows
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Windows must be at least 1.");
    } = 3;

    /// <summary>s, the share of the liked rows in one window, in (0, 1); W·s must be below 1. Default 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double Share
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(Share));
    } = 0.1;

    /// <summary>The window that <see cref="Apply"/> makes, 1 … W; null (default) for the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Window
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Window must be at least 1.");
    }

    /// <summary>How much time before its cut a window trains on; null (default) for all of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below one second.</exception>
    public TimeSpan? History
    {
        get;
        init => field = value is null || value >= TimeSpan.FromSeconds(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "History must be at least one second.");
    }

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        int window = Window ?? Windows;
        if (window > Windows)
        {
            throw new ArgumentException($"The split '{Name}' has windows 1 … {Windows}; there is no window {window}.", nameof(log));
        }

        options ??= new InteractionOptions();
        return Make(log, options, LikedTimes(log, options), window);
    }

    /// <summary>Makes every window, the earliest first.</summary>
    /// <param name="log">The rows.</param>
    /// <param name="options">What counts as liked; null for the defaults.</param>
    /// <exception cref="ArgumentException">The log cannot be split this way.</exception>
    public IReadOnlyList<Split> ApplyAll(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new InteractionOptions();
        List<long> times = LikedTimes(log, options);
        return [.. Enumerable.Range(1, Windows).Select(w => Make(log, options, times, w))];
    }

    private List<long> LikedTimes(InteractionLog log, InteractionOptions options)
    {
        if (!(Windows * Share < 1))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The split '{Name}' tests on {Windows} windows of {Share} each; together they must leave rows to train on."), nameof(log));
        }

        SplitRows.RequireTimestamps(log, Name);
        return SplitRows.LikedTimes(log, options, Name);
    }

    private Split Make(InteractionLog log, InteractionOptions options, List<long> times, int window)
    {
        long cut = CutOf(times, window);
        long? end = window == Windows ? null : CutOf(times, window + 1);
        long start = History is { } history ? cut - (long)history.TotalSeconds : long.MinValue;
        bool[] train = new bool[log.Count];
        bool[] test = new bool[log.Count];
        for (int i = 0; i < log.Count; i++)
        {
            long time = log.Timestamps[i];
            train[i] = time < cut && time >= start;
            test[i] = time >= cut && !(time >= end);
        }

        InteractionLog trained = SplitRows.Select(log, train);
        InteractionLog held = SplitRows.Select(log, test);
        SplitRows.RequireRows(trained, held, FormattableString.Invariant($"{Name}, window {window} of {Windows}"));
        List<SplitParameter> parameters =
        [
            SplitRows.Parameter("windows", Windows), SplitRows.Parameter("window", window), SplitRows.Parameter("share", Share), SplitRows.Parameter("cut", cut),
        ];
        if (end is { } last)
        {
            parameters.Add(SplitRows.Parameter("end", last));
        }

        if (History is not null)
        {
            parameters.Add(SplitRows.Parameter("from", start));
        }

        return Split.Create(new SplitDefinition
        {
            Name = Name,
            Train = trained,
            Test = held,
            Options = options,
            Parameters = parameters,
            Cut = cut,
            CutEnd = end,
        });
    }

    private long CutOf(List<long> times, int window) => times[(int)((1 - ((Windows - window + 1) * Share)) * times.Count)];
}
