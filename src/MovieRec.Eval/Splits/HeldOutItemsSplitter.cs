namespace MovieRec.Eval;

/// <summary>
/// The cold-item protocol: a random share of the items that somebody likes is taken out of training with all its rows, as if
/// these films came out tomorrow. Rank them among themselves (<see cref="CandidatePolicy.HeldOutItems"/>) or within the whole
/// catalogue. A model that knows items only by their interactions has no evidence about them and scores 0 on either.
/// </summary>
public sealed record HeldOutItemsSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "held-out-items";

    /// <summary>Share of the items that may be held out, in (0, 1), rounded to the nearest; at least one, at most all but one. Default 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double Share
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(Share));
    } = 0.2;

    /// <summary>Positives that an item must have to be held out, ≥ 1: few positives measure little. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MinimumPositives
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumPositives must be at least 1.");
    } = 1;

    /// <summary>Seed. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new InteractionOptions();
        int[] positives = new int[log.ItemCount];
        for (int i = 0; i < log.Count; i++)
        {
            positives[log.Items[i]] += SplitRows.IsLiked(log, i, options) ? 1 : 0;
        }

        int[] items = [.. Enumerable.Range(0, log.ItemCount).Where(i => positives[i] >= MinimumPositives)];
        if (items.Length < 2)
        {
            throw new ArgumentException($"The split '{Name}' needs at least two items with a liked row ({MinimumPositives} or more); the data has {items.Length}.", nameof(log));
        }

        ulong[] keys = [.. items.Select(i => SplitRows.Hash(Seed, (ulong)i))];
        Array.Sort(keys, items);
        int wanted = Math.Clamp((int)Math.Round(Share * items.Length, MidpointRounding.AwayFromZero), 1, items.Length - 1);
        ItemMask heldOutItems = ItemMask.FromItems(log.ItemCount, items.AsSpan(0, wanted));
        bool[] heldOut = new bool[log.Count];
        for (int i = 0; i < heldOut.Length; i++)
        {
            heldOut[i] = heldOutItems.Contains(log.Items[i]);
        }

        InteractionLog train = SplitRows.Select(log, heldOut, wanted: false);
        InteractionLog test = SplitRows.Select(log, heldOut);
        SplitRows.RequireRows(train, test, Name);
        return Split.Create(new SplitDefinition
        {
            Name = Name,
            Train = train,
            Test = test,
            Options = options,
            Parameters =
            [
                SplitRows.Parameter("share", Share),
                .. MinimumPositives > 1 ? [SplitRows.Parameter("minimumPositives", MinimumPositives)] : Array.Empty<SplitParameter>(),
                SplitRows.Parameter("items", wanted),
                SplitRows.Parameter("seed", Seed),
            ],
            HeldOutItems = heldOutItems,
        });
    }
}
