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

    public int Count => Vectors.Length / Dimensions;

    public float[] Queries { get; }

    public int QueryCount { get; }

    /// <summary>For queries that are items: their indices, which are excluded.</summary>
    public int[]? Selves { get; }

    /// <summary>The score of the last exact answer of each query: an answer at least as good is right, whatever its index.</summary>
    public float[] Bars { get; private set; } = [];

    public VectorTable Table => VectorTable.FromRows(Vectors, Dimensions);

    public ReadOnlySpan<float> Query(int i) => Queries.AsSpan(i * Dimensions, Dimensions);

    public SearchOptions Options(int i, int effort = 0) => new() { Effort = effort, Exclude = Selves?[i] };

    public void ComputeTruth()
    {
        using FlatIndex flat = FlatIndex.Build(Table, Similarity);
        Bars = new float[QueryCount];
        Parallel.For(0, QueryCount, i =>
        {
            Span<ScoredItem> found = stackalloc ScoredItem[Cutoff];
            int n = flat.Search(Query(i), found, Options(i));
            Bars[i] = found[n - 1].Score;
        });
    }

    /// <summary>Recall of answers, ties by score; scores may differ in the last bits between back ends.</summary>
    public int Hits(int query, ReadOnlySpan<ScoredItem> found)
    {
        float bar = Bars[query] - (1e-5f * Math.Abs(Bars[query]));
        int hits = 0;
        foreach (ScoredItem item in found)
        {
            hits += item.Score >= bar ? 1 : 0;
        }

        return hits;
    }
}
