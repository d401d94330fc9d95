namespace MovieRec.Ann.Tests;

/// <summary>More effort never finds less.</summary>
public sealed class EffortTests
{
    [Theory]
    [InlineData(Similarity.InnerProduct)]
    [InlineData(Similarity.Cosine)]
    [InlineData(Similarity.NegativeSquaredL2)]
    public void Search_IvfAndForest_RecallOfEachQueryRisesWithEffort(Similarity similarity)
    {
        VectorTable table = TestVectors.Table(4000, 20);
        using IvfIndex ivf = IvfIndex.Build(table, similarity, new IvfOptions { Cells = 80 });
        using ForestIndex forest = ForestIndex.Build(table, similarity, new ForestOptions { Trees = 8 });
        AssertRises(ivf, table, [1, 2, 3, 5, 8, 13, 21, 40, 80]);
        AssertRises(forest, table, [8, 50, 100, 200, 400, 800, 1600, 3200, 6400, 32000]);
    }

    [Theory]
    [InlineData(Similarity.InnerProduct)]
    [InlineData(Similarity.Cosine)]
    public void Search_Hnsw_MeanRecallOfAThousandQueriesRisesWithEffort(Similarity similarity)
    {
        VectorTable table = TestVectors.Table(6000, 20);
        using HnswIndex hnsw = HnswIndex.Build(table, similarity, new HnswOptions { M = 8, EfConstruction = 80 });
        double last = 0, first = 1;
        foreach (int ef in new[] { 10, 14, 20, 30, 45, 70, 100 })
        {
            double recall = TestVectors.Recall(hnsw, table, 1000, ef);
            Assert.True(recall >= last - 0.005, $"recall {recall} at {ef} candidates after {last} with fewer");
            last = recall;
            first = Math.Min(first, recall);
        }

        Assert.True(last > first && last > 0.97, $"from {first} to {last}");
    }

    private static void AssertRises(VectorIndex index, VectorTable table, int[] efforts)
    {
        ScoredItem[] exact = new ScoredItem[10], found = new ScoredItem[10];
        int gained = 0;
        for (int q = 0; q < 200; q++)
        {
            float[] query = TestVectors.Query(table, q);
            index.Search(query, exact, new SearchOptions { Effort = VectorIndex.ExactEffort });
            int last = 0;
            foreach (int effort in efforts)
            {
                index.Search(query, found, new SearchOptions { Effort = effort });
                int hits = RecallCertificate.Hits(exact[9].Score, found);
                Assert.True(hits >= last, $"{index.Backend}, query {q}: {hits} at effort {effort} after {last}");
                gained += hits - last;
                last = hits;
            }

            Assert.Equal(10, last);
        }

        Assert.Equal(2000, gained);
    }
}
