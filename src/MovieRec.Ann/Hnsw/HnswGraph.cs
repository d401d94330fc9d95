using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// The graph as flat arrays. Lowest level: for each node a run of <see cref="BaseStride"/> ints (whole cache lines), filled
/// from the front, −1 behind. Upper levels: for a node of level L, L runs of <see cref="M"/> ints, level 1 first, at
/// <c>UpperStart[node]</c>. Node number = vector index, so that answers need no translation.
/// </summary>
/// <remarks>
/// Searches compare every link with the node count before they follow it: the check costs nothing beside the cache miss,
/// and a mapped file that is overwritten in place while it is open cannot lead outside the arrays.
/// </remarks>
internal sealed unsafe class HnswGraph
{
    public const int MaximumLevel = 15;

    public HnswGraph(VectorRows vectors, int m, Block<int> links, Block<byte> levels, Block<int> upperStart, Block<int> upper, int entry, ByteRows? bytes)
    {
        Vectors = vectors;
        M = m;
        BaseStride = StrideOf(m);
        Links = links;
        Levels = levels;
        UpperStart = upperStart;
        Upper = upper;
        Entry = entry;
        Bytes = bytes;
    }

    public VectorRows Vectors { get; }

    /// <summary>The vectors as bytes; null without them.</summary>
    public ByteRows? Bytes { get; }

    public int Count => Vectors.Count;

    public int M { get; }

    public int BaseStride { get; }

    public Block<int> Links { get; }

    public Block<byte> Levels { get; }

    public Block<int> UpperStart { get; }

    public Block<int> Upper { get; }

    /// <summary>The node on the highest level where searches begin; −1 in an empty graph.</summary>
    public int Entry { get; }

    public int TopLevel => Entry < 0 ? 0 : Levels.Pointer[Entry];

    public long Size => Vectors.Values.Bytes + Links.Bytes + Levels.Bytes + UpperStart.Bytes + Upper.Bytes + (Bytes?.Size ?? 0);

    public static int StrideOf(int m) => (2 * m + 15) / 16 * 16;

    public int Degree(int level) => level == 0 ? 2 * M : M;

    public int* LinksOf(int node, int level) => level == 0
        ? Links.Pointer + ((nint)node * BaseStride)
        : Upper.Pointer + UpperStart.Pointer[node] + ((nint)(level - 1) * M);

    /// <summary>Levels fall off geometrically: P(level ≥ l) = M^−l, from a hash of seed and node.</summary>
    public static byte DrawLevel(int seed, int node, int m)
    {
        double uniform = ((SeededRandom.Hash((ulong)seed, (ulong)node) >> 11) + 1) * (1.0 / (1UL << 53));
        return (byte)Math.Min(MaximumLevel, -Math.Log(uniform) / Math.Log(m));
    }

    /// <summary>Fills <paramref name="starts"/> from the levels; −1 for nodes on the lowest level only.</summary>
    /// <returns>Length of the array of upper links.</returns>
    public static long UpperStarts(ReadOnlySpan<byte> levels, int m, Span<int> starts)
    {
        long next = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            starts[i] = levels[i] == 0 ? -1 : checked((int)next);
            next += (long)levels[i] * m;
        }

        return next;
    }
}
