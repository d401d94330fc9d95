namespace MovieRec.Ann;

/// <summary>Working memory of one search.</summary>
internal sealed class ForestScratch(int count, int trees)
{
    public const int Block = 256;

    public ulong[] Visited { get; } = GC.AllocateArray<ulong>(ItemMask.WordCount(count), pinned: true);

    public float[] Scores { get; } = GC.AllocateArray<float>(Block, pinned: true);

    /// <summary>Keys of open nodes; grows with the search.</summary>
    public ulong[] Heap { get; private set; } = new ulong[Math.Max(1024, 4 * trees)];

    public Span<ulong> Grow()
    {
        ulong[] larger = new ulong[2 * Heap.Length];
        Heap.CopyTo(larger, 0);
        return Heap = larger;
    }
}
