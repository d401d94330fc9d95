namespace MovieRec.Ann;

/// <summary>A part of a sharded index, possibly shared by several of them; released by the last.</summary>
internal sealed class Shard(VectorIndex index, int[] members)
{
    private int _owners = 1;

    public VectorIndex Index { get; } = index;

    /// <summary>Index of each vector in the whole, ascending.</summary>
    public int[] Members { get; } = members;

    public Shard Share()
    {
        Interlocked.Increment(ref _owners);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            Index.Dispose();
        }
    }
}
