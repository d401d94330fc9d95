namespace MovieRec.Ann.Tests;

public sealed class PlannerTests
{
    [Fact]
    public void Choose_FewVectors_StaysExactAndSaysSo()
    {
        VectorTable table = TestVectors.Table(300, 16);
        IndexChoice choice = IndexPlanner.Choose(table, Similarity.Cosine, HeldOutQueries.FromItems(table, 50), new PlannerOptions { WorthwhileSpeedup = 50 });
        using VectorIndex index = choice.Index;
        Assert.Equal("flat", index.Backend);
        Assert.Contains("stay with the exact scan", choice.Explanation, StringComparison.Ordinal);
        Assert.Equal(["flat", "ivf", "hnsw"], choice.Trials.Select(static t => t.Backend));
        Assert.Equal(1, choice.Trials[0].Recall);
    }

    [Theory]
    [InlineData("ivf")]
    [InlineData("hnsw")]
    [InlineData("forest")]
    public void Choose_ManyVectors_ReachesTheTargetAndIsFaster(string backend)
    {
        VectorTable table = TestVectors.Table(12000, 32);
        HeldOutQueries queries = HeldOutQueries.FromItems(table, 200);
        IndexChoice choice = IndexPlanner.Choose(table, Similarity.Cosine, queries, new PlannerOptions { Backends = [backend], WorthwhileSpeedup = 1, TargetRecall = 0.9 });
        using VectorIndex index = choice.Index;
        IndexTrial trial = choice.Trials[1];
        Assert.True(trial.ReachesTarget, choice.Explanation);
        Assert.InRange(trial.Recall, 0.9, 1);
        Assert.Contains(backend, choice.Explanation, StringComparison.Ordinal);
        Assert.Same(choice.Trials.MaxBy(static t => t.QueriesPerSecond), choice.Chosen);
        Assert.Equal(choice.Chosen.Recall, index.CheckCertificate().Recall);
        Assert.Equal(choice.Chosen.Effort, index.DefaultEffort);
    }

    [Fact]
    public void Certify_AgainstExactScan_CountsTiesAsRight()
    {
        float[] rows = Enumerable.Repeat(new float[] { 1, 0, 0, 0 }, 3000).SelectMany(static r => r).ToArray();
        using HnswIndex index = HnswIndex.Build(VectorTable.FromRows(rows, 4), Similarity.Cosine, new HnswOptions { EfSearch = 10 });
        RecallCertificate certificate = index.Certify(HeldOutQueries.FromVectors("users", [1, 0, 0, 0], 4));
        Assert.Equal(1, certificate.Recall);
        Assert.Equal("recall@10 1.0000 ± 0.0000 (1 users, effort 10)", certificate.ToString());
    }

    [Fact]
    public void Options_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PlannerOptions { TargetRecall = 0 });
        Assert.Throws<ArgumentException>(static () => new PlannerOptions { Backends = ["annoy"] });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new HnswOptions { M = 3 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new IvfOptions { Probes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ForestOptions { Trees = 0 });
        Assert.Throws<ArgumentException>(static () => IvfIndex.Build(TestVectors.Table(10, 4), Similarity.NegativeSquaredL2, new IvfOptions { ByteLists = true }));
        Assert.Equal((16, 200, 64), (new HnswOptions().M, new HnswOptions().EfConstruction, new HnswOptions().EfSearch));
        Assert.Equal((8, false, 10), (new IvfOptions().Probes, new IvfOptions().ByteLists, new IvfOptions().Iterations));
        Assert.Equal((20, 0, 48), (new ForestOptions().Trees, new ForestOptions().SearchK, new ForestOptions().LeafSize));
        Assert.Equal((0.05, 1024), (new UpdatableOptions().RebuildShare, new UpdatableOptions().RebuildMinimum));
    }
}
