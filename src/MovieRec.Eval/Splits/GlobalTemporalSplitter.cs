namespace MovieRec.Eval;

/// <summary>
/// One cut in time for everybody: rows before it train, rows at or after it are held out. What a launch looks like: new
/// users and new items appear. The cut is a timestamp, or the time at position ⌊q·n⌋ of the n liked rows in order of time.
/// </summary>
public sealed record GlobalTemporalSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "temporal";

    /// <summary>q, in (0, 1). Default 0.8. Ignored when <see cref="Cut"/> is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double Quantile
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(Quantile));
    } = 0.8;

    /// <summary>The cut in Unix seconds; null (default) takes it from the quantile.</summary>
    public long? Cut { get; init; }

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new InteractionOptions();
        SplitRows.RequireTimestamps(log, Name);
        long cut = Cut ?? FindCut(log, options);
        bool[] heldOut = new bool[log.Count];
        for (int i = 0; i < heldOut.Length; i++)
        {
            heldOut[i] = log.Timestamps[i] >= cut;
        }

        InteractionLog train = SplitRows.Select(log, heldOut, wanted: false);
        InteractionLog test = SplitRows.Select(log, heldOut);
        SplitRows.RequireRows(train, test, Name);
        SplitParameter at = SplitRows.Parameter("cut", cut);
        return Split.Create(new SplitDefinition
        {
            Name = Name,
            Train = train,
            Test = test,
            Options = options,
            Parameters = Cut is null ? [SplitRows.Parameter("quantile", Quantile), at] : [at],
            Cut = cut,
        });
    }

    private long FindCut(InteractionLog log, InteractionOptions options)
    {
        List<long> times = new(log.Count);
        for (int i = 0; i < log.Count; i++)
        {
            if (SplitRows.IsLiked(log, i, options))
            {
                times.Add(log.Timestamps[i]);
            }
        }

        if (times.Count == 0)
        {
            throw new ArgumentException($"The split '{Name}' needs liked rows, and the data has none at or above {options.PositiveThreshold}.", nameof(log));
        }

        times.Sort();
        return times[(int)(Quantile * times.Count)];
    }
}
