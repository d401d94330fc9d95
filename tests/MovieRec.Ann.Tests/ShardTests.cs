using MovieRec.Numerics;

namespace MovieRec.Ann.Tests;

public sealed class ShardTests
{
    private const int Count = 2000;
    private const int Dimensions = 16;

    [Theory]
    [InlineData(1, Similarity.Cosine)]
    [InlineData(5, Similarity.InnerProduct)]
    [InlineData(40, Similarity.NegativeSquaredL2)]
    public void Search_ExactShards_EqualUnshardedBitForBit(int shards, Similarity similarity)
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using FlatIndex flat = FlatIndex.Build(table, similarity);
        foreach (int threads in new[] { 1, 4 })
        {
            using ShardedIndex sharded = Shard(table, shards, similarity, threads);
            for (int q = 0; q < 60; q++)
            {
                float[] query = TestVectors.Query(table, q);
                ItemMask? mask = (q % 3) switch { 0 => null, 1 => TestVectors.Mask(Count, 0.3, q), _ => TestVectors.Mask(Count, 0.004, q) };
                SearchOptions options = new() { Eligible = mask, Exclude = q % 2 == 0 ? q : null };
                ScoredItem[] expected = new ScoredItem[12], actual = new ScoredItem[12];
                int n = flat.Search(query, expected, options);
                Assert.Equal(n, sharded.Search(query, actual, options));
                Assert.Equal(expected[..n], actual[..n]);
            }
        }
    }

    [Fact]
    public void Search_ParallelUnderLoad_GivesTheSameAnswers()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using FlatIndex flat = FlatIndex.Build(table, Similarity.Cosine);
        using ShardedIndex sharded = Shard(table, 6, Similarity.Cosine, 4);
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, q =>
        {
            ScoredItem[] expected = new ScoredItem[10], actual = new ScoredItem[10];
            float[] query = TestVectors.Query(table, q);
            flat.Search(query, expected);
            sharded.Search(query, actual);
            Assert.Equal(expected, actual);
        });
    }

    [Fact]
    public void WithShard_OneReplaced_OthersSharedAndOldIndexDisposable()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        ShardedIndex old = Shard(table, 4, Similarity.Cosine, 1);
        VectorTable part = table.Select(old.GetMembers(2));
        ShardedIndex next = old.WithShard(2, HnswIndex.Build(part, Similarity.Cosine));
        Assert.Throws<ArgumentException>(() => old.WithShard(2, FlatIndex.Build(table, Similarity.Cosine)));
        using FlatIndex flat = FlatIndex.Build(table, Similarity.Cosine);
        old.Dispose();
        old.Dispose();
        AssertEqual(flat, next, table);
        Assert.Throws<ObjectDisposedException>(() => old.Search(new float[Dimensions], new ScoredItem[1]));
        next.Dispose();
        Assert.Throws<ObjectDisposedException>(() => next.Search(new float[Dimensions], new ScoredItem[1]));
    }

    [Theory]
    [InlineData(IndexLoading.Copy)]
    [InlineData(IndexLoading.Map)]
    public void WithShard_OfALoadedIndex_OthersSurviveTheOldOne(IndexLoading loading)
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using TemporaryFile file = new();
        using (ShardedIndex built = Shard(table, 3, Similarity.Cosine, 1))
        {
            built.Save(file.Path);
        }

        ShardedIndex loaded = (ShardedIndex)VectorIndex.Load(file.Path, loading);
        using ShardedIndex next = loaded.WithShard(0, FlatIndex.Build(table.Select(loaded.GetMembers(0)), Similarity.Cosine));
        loaded.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using FlatIndex flat = FlatIndex.Build(table, Similarity.Cosine);
        AssertEqual(flat, next, table);
    }

    private static void AssertEqual(VectorIndex expected, VectorIndex actual, VectorTable table)
    {
        ScoredItem[] a = new ScoredItem[10], b = new ScoredItem[10];
        for (int q = 0; q < 30; q++)
        {
            expected.Search(TestVectors.Query(table, q), a);
            actual.Search(TestVectors.Query(table, q), b, new SearchOptions { Effort = VectorIndex.ExactEffort });
            Assert.Equal(a, b);
        }
    }

    private static ShardedIndex Shard(VectorTable table, int shards, Similarity similarity, int threads) => ShardedIndex.Build(
        table,
        Enumerable.Range(0, table.Count).Select(i => (int)(SeededRandom.Hash(3, (ulong)i) % (ulong)shards)).ToArray(),
        part => FlatIndex.Build(part, similarity),
        new ShardedOptions { MaxDegreeOfParallelism = threads, ParallelThreshold = 0 });
}
