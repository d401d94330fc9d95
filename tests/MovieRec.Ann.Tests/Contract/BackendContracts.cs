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
