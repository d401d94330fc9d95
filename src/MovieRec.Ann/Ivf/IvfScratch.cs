namespace MovieRec.Ann;

/// <summary>Working memory of one search.</summary>
internal sealed unsafe class IvfScratch(int cells, int byteStride)
{
    public const int Block = 256;

    public float[] CellScores { get; } = GC.AllocateArray<float>(cells, pinned: true);

    public ScoredItem[] Probes { get; } = new ScoredItem[cells];

    public float[] Scores { get; } = GC.AllocateArray<float>(Block, pinned: true);

    public int[] Rows { get; } = GC.AllocateArray<int>(Block, pinned: true);

    public int[] Sums { get; } = GC.AllocateArray<int>(Block, pinned: true);

    public short[] Query { get; } = GC.AllocateArray<short>(byteStride, pinned: true);
}
