namespace MovieRec.Eval;

/// <summary>
/// Holds out a random share of every item's rows (rounded to the nearest, at least one, at most all but one). Items with a single
/// row stay in training: no item is cold by this split. The stratified split by item of published tables; training sees the future.
/// </summary>
public sealed record RandomByItemSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "random-by-item";

    /// <summary>Share of an item's rows, in (0, 1). Default 0.25.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double Share
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(Share));
    } = 0.25;

    /// <summary>Seed. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        int[] rows = [.. Enumerable.Range(0, log.Count)];
        (int Item, ulong Key)[] order = new (int, ulong)[log.Count];
        int[] counts = new int[log.ItemCount];
        for (int i = 0; i < rows.Length; i++)
        {
            order[i] = (log.Items[i], SplitRows.Hash(Seed, ((ulong)log.Users[i] << 32) | (uint)log.Items[i]));
            counts[log.Items[i]]++;
        }

        Array.Sort(order, rows);
        bool[] heldOut = new bool[log.Count];
        for (int start = 0; start < rows.Length; start += counts[order[start].Item])
        {
            int count = counts[order[start].Item];
            if (count > 1)
            {
                int wanted = Math.Clamp((int)Math.Round(Share * count, MidpointRounding.AwayFromZero), 1, count - 1);
                foreach (int row in rows.AsSpan(start, wanted))
                {
                    heldOut[row] = true;
                }
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
