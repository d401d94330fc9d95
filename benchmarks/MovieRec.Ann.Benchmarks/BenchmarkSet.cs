namespace MovieRec.Ann.Benchmarks;

/// <summary>Vectors, queries of the kind they will serve, and the exact answers.</summary>
internal sealed class BenchmarkSet
{
    public const int Cutoff = 10;

    public BenchmarkSet(string name, Similarity similarity, float[] vectors, int dimensions, float[] queries, int[]? selves)
    {
        Name = name;
        Similarity = similarity;
        Vectors = vectors;
        Dimensions = dimensions;
        Queries = queries;
        Selves = selves;
        QueryCount = queries.Length / dimensions;
    }

    public string Name { get; }

    public Similarity Similarity { get; }

    public float[] Vectors { get; }

    public int Dimensions { get; }

    public int Count => Table.Count;

    public float[] Queries { get; }

    public int QueryCount { get; }

    /// <summary>For queries that are items: their indices, which are excluded.</summary>
    public int[]? Selves { get; }

    /// <summary>The score of the last exact answer of each query: an answer at least as good is right, whatever its index.</summary>
    public float[] Bars { get; private set; } = [];

    /// <summary>What indexes are built over.</summary>
    public VectorTable Table { get => field ?? VectorTable.FromRows(Vectors, Dimensions); init; }

    public ReadOnlySpan<float> Query(int i) => Queries.AsSpan(i * Dimensions, Dimensions);

    public SearchOptions Options(int i, int effort = 0) => new() { Effort = effort, Exclude = Selves?[i] };

    public void ComputeTruth() => Bars = Truth(null);

    /// <summary>The same from an index over the vectors, at the effort that makes it exact.</summary>
    public void ComputeTruth(VectorIndex index) => Bars = Truth(index, null);

    /// <summary>The last exact score of each query under a mask.</summary>
    public float[] Truth(ItemMask? mask)
    {
        using FlatIndex flat = FlatIndex.Build(Table, Similarity);
        return Truth(flat, mask);
    }

    private float[] Truth(VectorIndex index, ItemMask? mask)
    {
        float[] bars = new float[QueryCount];
        Parallel.For(0, QueryCount, i =>
        {
            Span<ScoredItem> found = stackalloc ScoredItem[Cutoff];
            int n = index.Search(Query(i), found, Options(i, VectorIndex.ExactEffort) with { Eligible = mask });
            bars[i] = n == 0 ? float.NegativeInfinity : found[n - 1].Score;
        });
        return bars;
    }

    /// <summary>Recall of answers, ties by score; scores may differ in the last bits between back ends.</summary>
    public static int Hits(float bar, ReadOnlySpan<ScoredItem> found)
    {
        bar -= float.IsFinite(bar) ? 1e-5f * Math.Abs(bar) : 0;
        int hits = 0;
        foreach (ScoredItem item in found)
        {
            hits += item.Score >= bar ? 1 : 0;
        }

        return hits;
    }
}
