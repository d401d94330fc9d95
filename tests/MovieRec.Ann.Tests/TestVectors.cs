using MovieRec.Numerics;

namespace MovieRec.Ann.Tests;

/// <summary>Vectors for tests, drawn from a seed.</summary>
internal static class TestVectors
{
    /// <summary>Points around random centres, with lengths that differ by a factor of ten, as trained factors have them.</summary>
    public static float[] Clustered(int count, int dimensions, int clusters, int seed)
    {
        float[] centers = new float[clusters * dimensions];
        SeededRandom.Normal((ulong)seed, 0, centers);
        float[] rows = new float[count * dimensions];
        SeededRandom.Normal((ulong)seed + 1, 0, rows);
        for (int i = 0; i < count; i++)
        {
            int cluster = (int)(SeededRandom.Hash((ulong)seed + 2, (ulong)i) % (ulong)clusters);
            float length = 0.1f + (0.9f * ((SeededRandom.Hash((ulong)seed + 3, (ulong)i) >> 40) / (float)(1 << 24)));
            for (int j = 0; j < dimensions; j++)
            {
                rows[(i * dimensions) + j] = length * (centers[(cluster * dimensions) + j] + (0.6f * rows[(i * dimensions) + j]));
            }
        }

        return rows;
    }

    public static VectorTable Table(int count, int dimensions, int seed = 7) =>
        VectorTable.FromRows(Clustered(count, dimensions, Math.Max(1, count / 100), seed), dimensions);

    public static float[] Query(VectorTable table, int i)
    {
        float[] query = new float[table.Dimensions];
        float[] noise = new float[table.Dimensions];
        table.CopyRow((int)(SeededRandom.Hash(99, (ulong)i) % (ulong)table.Count), query);
        SeededRandom.Normal(98, (ulong)(i * table.Dimensions), noise);
        for (int j = 0; j < query.Length; j++)
        {
            query[j] += 0.3f * noise[j];
        }

        return query;
    }

    public static ItemMask Mask(int count, double share, int seed = 5) =>
        ItemMask.Create(count, i => (SeededRandom.Hash((ulong)seed, (ulong)i) >> 11) * (1.0 / (1UL << 53)) < share);

    /// <summary>Mean recall@count of an index against the exact scan, ties by score.</summary>
    public static double Recall(VectorIndex index, VectorTable table, int queries, int effort, int count = 10, ItemMask? mask = null)
    {
        ScoredItem[] exact = new ScoredItem[count], found = new ScoredItem[count];
        double sum = 0;
        for (int q = 0; q < queries; q++)
        {
            float[] query = Query(table, q);
            int wanted = index.Search(query, exact, new SearchOptions { Eligible = mask, Effort = VectorIndex.ExactEffort });
            int n = index.Search(query, found, new SearchOptions { Eligible = mask, Effort = effort });
            Assert.Equal(wanted, n);
            sum += wanted == 0 ? 1 : (double)RecallCertificate.Hits(exact[wanted - 1].Score, found.AsSpan(0, n)) / wanted;
        }

        return sum / queries;
    }
}
