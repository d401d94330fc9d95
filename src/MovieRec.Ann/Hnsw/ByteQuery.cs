namespace MovieRec.Ann;

/// <summary>A query against <see cref="ByteRows"/>: ⟨q, x⟩ ≤ <see cref="Step"/> · sum + <see cref="Slack"/>. The default screens nothing.</summary>
internal readonly unsafe struct ByteQuery(short* values, float step, float slack)
{
    public short* Values { get; } = values;

    public float Step { get; } = step;

    public float Slack { get; } = slack;

    public bool Screens => Values is not null;
}
