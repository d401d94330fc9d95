using MovieRec.Numerics;

namespace MovieRec.Ann.Tests;

public sealed class FlatIndexTests : IndexContract
{
    protected override int GoodEffort => 1;

    protected override VectorIndex Build(VectorTable table, Similarity similarity, int threads) => FlatIndex.Build(table, similarity);
}

public sealed class IvfIndexTests : IndexContract
{
    protected override int GoodEffort => 24;

    protected override VectorIndex Build(VectorTable table, Similarity similarity, int threads) =>
        IvfIndex.Build(table, similarity, new IvfOptions { MaxDegreeOfParallelism = threads });
}

public sealed class IvfByteIndexTests : IndexContract
{
    protected override int GoodEffort => 24;

    protected override VectorIndex Build(VectorTable table, Similarity similarity, int threads) => IvfIndex.Build(
        table, similarity, new IvfOptions { MaxDegreeOfParallelism = threads, ByteLists = similarity != Similarity.NegativeSquaredL2 });

    [Theory]
    [InlineData(Similarity.InnerProduct, 24)]
    [InlineData(Similarity.Cosine, 70)]
    public void Search_ByteLists_EqualFloatLists(Similarity similarity, int dimensions)
    {
        VectorTable table = TestVectors.Table(2500, dimensions);
        using IvfIndex floats = IvfIndex.Build(table, similarity);
        using IvfIndex bytes = IvfIndex.Build(table, similarity, new IvfOptions { ByteLists = true });
        ScoredItem[] expected = new ScoredItem[10], actual = new ScoredItem[10];
        for (int q = 0; q < 300; q++)
        {
            float[] query = TestVectors.Query(table, q);
            Assert.Equal(10, floats.Search(query, expected, new SearchOptions { Effort = 1 + (q % 12) }));
            Assert.Equal(10, bytes.Search(query, actual, new SearchOptions { Effort = 1 + (q % 12) }));
            Assert.Equal(expected, actual);
        }
    }
}

public sealed class HnswIndexTests : IndexContract
{
    protected override int GoodEffort => 60;

    protected override VectorIndex Build(VectorTable table, Similarity similarity, int threads) =>
        HnswIndex.Build(table, similarity, new HnswOptions { M = 8, EfConstruction = 100, EfSearch = 24, MaxDegreeOfParallelism = threads });

    /// <summary>Bytes only say what need not be read: graph, answers and the number of comparisons are those without them.</summary>
    [Theory]
    [InlineData(Similarity.InnerProduct, 24)]
    [InlineData(Similarity.InnerProduct, 130)]
    [InlineData(Similarity.Cosine, 70)]
    [InlineData(Similarity.NegativeSquaredL2, 24)]
    public void Search_ByteRows_EqualFloatRows(Similarity similarity, int dimensions)
    {
        VectorTable table = TestVectors.Table(2500, dimensions);
        HnswOptions options = new() { M = 8, EfConstruction = 60 };
        using HnswIndex floats = HnswIndex.Build(table, similarity, options with { ByteRows = false });
        using HnswIndex bytes = HnswIndex.Build(table, similarity, options);
        Assert.Equal(similarity != Similarity.NegativeSquaredL2, bytes.Options.ByteRows);
        Assert.True(floats.Graph.Links.Span.SequenceEqual(bytes.Graph.Links.Span));
        Assert.True(floats.Graph.Upper.Span.SequenceEqual(bytes.Graph.Upper.Span));
        ScoredItem[] expected = new ScoredItem[10], actual = new ScoredItem[10];
        ItemMask mask = TestVectors.Mask(table.Count, 0.7);
        for (int q = 0; q < 300; q++)
        {
            float[] query = TestVectors.Query(table, q);
            SearchOptions search = new() { Effort = 10 + (q % 50), Eligible = q % 3 == 0 ? mask : null, Budget = q % 5 == 0 ? 150 : 0 };
            int n = floats.Search(query, expected, search);
            Assert.Equal(n, bytes.Search(query, actual, search));
            Assert.Equal(expected[..n], actual[..n]);
        }
    }

    /// <summary>A hostile file may hold any bytes; what they claim is not believed.</summary>
    [Fact]
    public unsafe void Search_MadeUpBytes_CostSpeedAndNotTruth()
    {
        VectorTable table = TestVectors.Table(2500, 24);
        using HnswIndex floats = HnswIndex.Build(table, Similarity.Cosine, new HnswOptions { ByteRows = false });
        ByteRows honest = HnswIndex.Build(table, Similarity.Cosine).Graph.Bytes!;
        for (int i = 0; i < honest.Values.Length; i++)
        {
            honest.Values.Pointer[i] = (sbyte)SeededRandom.Hash(4, (ulong)i);
        }

        HnswGraph g = floats.Graph;
        using HnswIndex lying = new(
            new HnswGraph(g.Vectors, g.M, g.Links, g.Levels, g.UpperStart, g.Upper, g.Entry, ByteRows.Open(honest.Values, honest.Steps, g.Vectors)),
            Similarity.Cosine,
            new HnswOptions(),
            new HeapMemory());
        ScoredItem[] expected = new ScoredItem[10], actual = new ScoredItem[10];
        for (int q = 0; q < 100; q++)
        {
            float[] query = TestVectors.Query(table, q);
            floats.Search(query, expected);
            lying.Search(query, actual);
            Assert.Equal(expected, actual);
        }
    }
}

public sealed class ForestIndexTests : IndexContract
{
    protected override int GoodEffort => 2000;

    protected override VectorIndex Build(VectorTable table, Similarity similarity, int threads) =>
        ForestIndex.Build(table, similarity, new ForestOptions { Trees = 12, LeafSize = 24, MaxDegreeOfParallelism = threads });
}

public sealed class ShardedIndexTests : IndexContract
{
    protected override int GoodEffort => 40;

    protected override VectorIndex Build(VectorTable table, Similarity similarity, int threads) => ShardedIndex.Build(
        table,
        Enumerable.Range(0, table.Count).Select(static i => i % 7 == 0 ? 0 : i % 3).ToArray(),
        part => part.Count % 2 == 0
            ? HnswIndex.Build(part, similarity, new HnswOptions { M = 8, EfConstruction = 60, EfSearch = 32, MaxDegreeOfParallelism = threads })
            : IvfIndex.Build(part, similarity, new IvfOptions { MaxDegreeOfParallelism = threads }),
        new ShardedOptions { MaxDegreeOfParallelism = 1 });
}
