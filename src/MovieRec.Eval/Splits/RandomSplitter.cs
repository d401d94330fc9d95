namespace MovieRec.Eval;

/// <summary>
/// Holds out a random share of every user's rows (rounded to the nearest, at least one, at most all but one). Users with a
/// single row stay in training. Training sees the future: easier than any launch, good for comparing with published tables.
/// </summary>
public sealed record RandomSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <summary>Share of a user's rows, in (0, 1). Default 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double Share
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(Share));
    } = 0.2;

    /// <summary>Seed. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        int[] starts = SplitRows.UserStarts(log);
        bool[] heldOut = new bool[log.Count];
        for (int u = 0; u < log.UserCount; u++)
        {
            int count = starts[u + 1] - starts[u];
            if (count < 2)
            {
                continue;
            }

            int start = starts[u];
            int[] rows = [.. Enumerable.Range(start, count)];
            ulong[] keys = [.. rows.Select(r => SplitRows.Hash(Seed, ((ulong)u << 32) | (uint)log.Items[r]))];
            Array.Sort(keys, rows);
            int wanted = Math.Clamp((int)Math.Round(Share * count, MidpointRounding.AwayFromZero), 1, count - 1);
            foreach (int row in rows.AsSpan(0, wanted))
            {
                heldOut[row] = true;
            }
        }

        InteractionLog train = SplitRows.Select(log, heldOut, wanted: false);
        InteractionLog test = SplitRows.Select(log, heldOut);
        SplitRows.RequireRows(train, test, Name);
        return Split.Create(new SplitDefinition
        {
            Name = Name,
            Train = train,
            Test = test,
            Options = options ?? new InteractionOptions(),
            Parameters = [SplitRows.Parameter("share", Share), SplitRows.Parameter("seed", Seed)],
        });
    }
}
