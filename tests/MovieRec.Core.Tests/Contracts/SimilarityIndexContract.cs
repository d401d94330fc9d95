using MovieRec.Numerics;

namespace MovieRec.Tests.Contracts;

/// <summary>What every similarity index promises. An exact index also equals brute force.</summary>
public abstract class SimilarityIndexContract
{
    public static TheoryData<Similarity> Similarities() => [.. Enum.GetValues<Similarity>()];

    /// <summary>Builds the index under test.</summary>
    protected abstract ISimilarityIndex Create(IVectorRecommender vectors, Similarity similarity);

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Properties_SayWhatTheIndexHolds(Similarity similarity)
    {
        ISimilarityIndex index = Create(new VectorTable(5, Integers(1, 7 * 5)), similarity);
        Assert.Equal((7, 5, similarity), (index.Count, index.Dimensions, index.Similarity));
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_AnyCountAndDimension_EqualsBruteForce(Similarity similarity)
    {
        foreach (int count in (int[])[0, 1, 2, 63, 64, 65, 130, 400])
        {
            foreach (int dimensions in (int[])[1, 3, 16, 17, 80])
            {
                VectorTable table = new(dimensions, Integers((ulong)(count + dimensions), count * dimensions));
                ISimilarityIndex index = Create(table, similarity);
                float[] query = Integers(99, dimensions);
                ScoredItem[] all = new ScoredItem[count + 3];
                int written = index.Search(query, all);
                Assert.Equal(count, written);
                AssertSorted(all[..count]);
                Assert.Equal(Enumerable.Range(0, count), all[..count].Select(s => s.ItemIndex).Order());
                foreach (ScoredItem item in all[..count])
                {
                    double exact = Exact(similarity, query, table.GetItemVector(item.ItemIndex));

                    // Inner products and distances of small integers are exact, cosines are rounded.
                    double tolerance = similarity == Similarity.Cosine ? 1e-6 : 0;
                    Assert.InRange(item.Score, exact - tolerance, exact + tolerance);
                }

                foreach (int wanted in (int[])[1, 2, 10, count])
                {
                    ScoredItem[] some = new ScoredItem[wanted];
                    Assert.Equal(Math.Min(wanted, count), index.Search(query, some));
                    Assert.Equal(all[..Math.Min(wanted, count)], some[..Math.Min(wanted, count)]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_EligibleMasksOfEverySelectivity_EqualFilteringAfterwards(Similarity similarity)
    {
        const int Count = 330;
        ISimilarityIndex index = Create(new VectorTable(19, Normals(3, Count * 19)), similarity);
        float[] query = Normals(4, 19);
        ScoredItem[] all = new ScoredItem[Count];
        index.Search(query, all);
        for (int perMille = 0; perMille <= 1000; perMille += 50)
        {
            ItemMask mask = ItemMask.Create(Count, i => (int)(SeededRandom.Hash(8, (ulong)i) % 1000) < perMille);
            ScoredItem[] expected = [.. all.Where(s => mask.Contains(s.ItemIndex))];
            ScoredItem[] found = new ScoredItem[Count];
            int written = index.Search(query, found, new SearchOptions { Eligible = mask });
            Assert.Equal(expected, found[..written]);
            written = index.Search(query, found.AsSpan(0, 5), new SearchOptions { Eligible = mask });
            Assert.Equal(expected.Take(5), found[..written]);
        }

        for (int only = 0; only < Count; only++)
        {
            ScoredItem[] found = new ScoredItem[3];
            Assert.Equal(1, index.Search(query, found, new SearchOptions { Eligible = ItemMask.FromItems(Count, [only]) }));
            Assert.Equal(all.Single(s => s.ItemIndex == only), found[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_Exclude_LeavesOutThatItemOnly(Similarity similarity)
    {
        ISimilarityIndex index = Create(new VectorTable(4, Normals(5, 70 * 4)), similarity);
        float[] query = Normals(6, 4);
        ScoredItem[] all = new ScoredItem[70];
        index.Search(query, all);
        foreach (int excluded in (int[])[0, all[0].ItemIndex, 63, 64, 69])
        {
            ScoredItem[] found = new ScoredItem[70];
            int written = index.Search(query, found, new SearchOptions { Exclude = excluded });
            Assert.Equal(all.Where(s => s.ItemIndex != excluded), found[..written]);
        }

        // Nothing to leave out: an index that does not exist.
        ScoredItem[] same = new ScoredItem[70];
        Assert.Equal(70, index.Search(query, same, new SearchOptions { Exclude = 70 }));
        Assert.Equal(70, index.Search(query, same, new SearchOptions { Exclude = -1 }));
        Assert.Equal(all, same);
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_QueryWithNaN_IsZero(Similarity similarity)
    {
        float[] values = Normals(7, 80 * 6);
        values.AsSpan(0, 30).Clear();
        ISimilarityIndex index = Create(new VectorTable(6, values), similarity);
        for (int i = 0; i < 6; i++)
        {
            float[] query = [1, 2, 3, 4, 5, 6];
            query[i] = float.NaN;
            Assert.Equal(0, index.Search(query, new ScoredItem[10]));
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_InfiniteQuery_NeverReturnsNaN(Similarity similarity)
    {
        ISimilarityIndex index = Create(new VectorTable(2, [0, 0, 1, 0, 0, 1, -1, 1]), similarity);
        ScoredItem[] found = new ScoredItem[4];
        int written = index.Search([float.PositiveInfinity, 1], found);
        Assert.All(found[..written], s => Assert.False(float.IsNaN(s.Score)));
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_ZeroVectors_ScoreByDefinition(Similarity similarity)
    {
        ISimilarityIndex index = Create(new VectorTable(2, [0, 0, 3, 4, 0, 0]), similarity);
        ScoredItem[] found = new ScoredItem[3];
        Assert.Equal(3, index.Search([3, 4], found));
        float zero = similarity == Similarity.NegativeSquaredL2 ? -25 : 0;
        float same = similarity switch { Similarity.InnerProduct => 25, Similarity.Cosine => 1, _ => 0 };
        Assert.Equal(1, found[0].ItemIndex);
        Assert.Equal(same, found[0].Score, 1e-6f);
        Assert.Equal([new ScoredItem(0, zero), new ScoredItem(2, zero)], found[1..]);

        Assert.Equal(3, index.Search([0, 0], found));
        Assert.Equal(similarity == Similarity.NegativeSquaredL2 ? [0, 2, 1] : [0, 1, 2], found.Select(s => s.ItemIndex));
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_EqualVectors_TiesGoToTheLowerIndex(Similarity similarity)
    {
        float[] values = new float[200 * 3];
        for (int i = 0; i < 200; i++)
        {
            values[3 * i] = 1 + (i % 2);
            values[(3 * i) + 1] = 2;
        }

        ISimilarityIndex index = Create(new VectorTable(3, values), similarity);
        ScoredItem[] found = new ScoredItem[130];
        Assert.Equal(130, index.Search([2, 2, 0], found));
        AssertSorted(found);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (2 * i) + 1), found[..100].Select(s => s.ItemIndex));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => 2 * i), found[100..].Select(s => s.ItemIndex));
    }

    [Fact]
    public void Search_CosineOfTinyAndHugeVectors_IsTheCosineOfTheirDirections()
    {
        // Squares of these lengths vanish or overflow in single precision.
        float[] values = [3e-40f, 4e-40f, 3e-25f, 4e-25f, 3e25f, 4e25f, 3e38f, -3e38f, 4e30f, -3e30f];
        ISimilarityIndex index = Create(new VectorTable(2, values), Similarity.Cosine);
        foreach (float scale in (float[])[1e-38f, 1e-20f, 1, 1e20f, 3e37f])
        {
            ScoredItem[] found = new ScoredItem[5];
            Assert.Equal(5, index.Search([3 * scale, 4 * scale], found));
            double[] expected = [1, 1, 1, -0.1 * Math.Sqrt(2), 0];
            Assert.All(found, s => Assert.Equal(expected[s.ItemIndex], s.Score, 1e-5));
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_WrongLengths_ThrowNamingBoth(Similarity similarity)
    {
        ISimilarityIndex index = Create(new VectorTable(4, Normals(1, 40)), similarity);
        ArgumentException query = Assert.Throws<ArgumentException>(() => index.Search(new float[5], new ScoredItem[3]));
        Assert.Contains("5 floats; the index 4", query.Message, StringComparison.Ordinal);
        ArgumentException mask = Assert.Throws<ArgumentException>(
            () => index.Search(new float[4], new ScoredItem[3], new SearchOptions { Eligible = ItemMask.All(11) }));
        Assert.Contains("11 items, the index 10", mask.Message, StringComparison.Ordinal);
        Assert.Equal(0, index.Search(new float[4], []));
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_LongVectorsOnASmallStack_RunAndAllocateNothing(Similarity similarity)
    {
        const int Dimensions = 60_000;
        ISimilarityIndex index = Create(new VectorTable(Dimensions, Integers(2, 3 * Dimensions)), similarity);
        float[] query = Integers(3, Dimensions);
        ScoredItem[] found = new ScoredItem[3];
        long allocated = -1;
        Thread thread = new(() => allocated = Allocations.PerCall(() => index.Search(query, found)), maxStackSize: 128 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(0, allocated);
        AssertSorted(found);
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_TwoThreads_SameAsOne(Similarity similarity)
    {
        ISimilarityIndex index = Create(new VectorTable(20, Normals(11, 500 * 20)), similarity);
        float[][] queries = [.. Enumerable.Range(0, 40).Select(q => Normals((ulong)q, 20))];
        ScoredItem[][] expected = [.. queries.Select(q => Found(index, q))];
        bool[] same = new bool[2];
        Thread[] threads =
        [
            .. Enumerable.Range(0, 2).Select(t => new Thread(() =>
                same[t] = Enumerable.Range(0, 400).All(i => Found(index, queries[i % 40]).AsSpan().SequenceEqual(expected[i % 40])))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal([true, true], same);
    }

    private static ScoredItem[] Found(ISimilarityIndex index, float[] query)
    {
        ScoredItem[] found = new ScoredItem[10];
        return found[..index.Search(query, found)];
    }

    private static void AssertSorted(ScoredItem[] found)
    {
        for (int i = 1; i < found.Length; i++)
        {
            Assert.True(
                found[i - 1].Score > found[i].Score || (found[i - 1].Score == found[i].Score && found[i - 1].ItemIndex < found[i].ItemIndex),
                $"{found[i - 1]} before {found[i]}");
        }
    }

    private static double Exact(Similarity similarity, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, aa = 0, bb = 0, distance = 0;
        for (int i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
            distance += Math.Pow((double)a[i] - b[i], 2);
        }

        return similarity switch
        {
            Similarity.InnerProduct => dot,
            Similarity.Cosine => aa == 0 || bb == 0 ? 0 : dot / Math.Sqrt(aa * bb),
            _ => -distance,
        };
    }

    private static float[] Integers(ulong seed, int length) =>
        [.. Enumerable.Range(0, length).Select(i => (float)((int)(SeededRandom.Hash(seed, (ulong)i) % 9) - 4))];

    private static float[] Normals(ulong seed, int length)
    {
        float[] values = new float[length];
        SeededRandom.Normal(seed, 0, values);
        return values;
    }
}
