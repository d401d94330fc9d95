using MovieRec.Numerics;

namespace MovieRec.Ann.Tests;

/// <summary>What every back end promises.</summary>
public abstract class IndexContract
{
    private const int Count = 3000;
    private const int Dimensions = 24;

    public static TheoryData<Similarity> Similarities => [Similarity.InnerProduct, Similarity.Cosine, Similarity.NegativeSquaredL2];

    /// <summary>An effort at which the back end is nearly exact on the test data without scanning everything.</summary>
    protected abstract int GoodEffort { get; }

    protected abstract VectorIndex Build(VectorTable table, Similarity similarity, int threads = -1);

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_ExactEffort_EqualsCoreExactIndex(Similarity similarity)
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, similarity);
        ExactIndex core = new(new TableModel(table), similarity);
        ScoredItem[] expected = new ScoredItem[10], actual = new ScoredItem[10];
        for (int q = 0; q < 20; q++)
        {
            float[] query = TestVectors.Query(table, q);
            core.Search(query, expected);
            Assert.Equal(10, index.Search(query, actual, new SearchOptions { Effort = VectorIndex.ExactEffort }));
            for (int i = 0; i < 10; i++)
            {
                Assert.Equal(expected[i].Score, actual[i].Score, 1e-4f * (1 + Math.Abs(expected[i].Score)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_GoodEffort_FindsNearlyEverything(Similarity similarity)
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, similarity);
        Assert.InRange(TestVectors.Recall(index, table, 200, GoodEffort), 0.98, 1);
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_Answer_IsSortedWithoutDuplicatesAndScoresAreTrue(Similarity similarity)
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, similarity);
        using FlatIndex flat = FlatIndex.Build(table, similarity);
        ScoredItem[] found = new ScoredItem[50], all = new ScoredItem[Count];
        float[] query = TestVectors.Query(table, 3);
        Assert.Equal(50, index.Search(query, found));
        Assert.Equal(Count, flat.Search(query, all));
        Dictionary<int, float> scores = all.ToDictionary(static s => s.ItemIndex, static s => s.Score);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(scores[found[i].ItemIndex], found[i].Score);
            Assert.True(i == 0 || found[i - 1].Score > found[i].Score
                || (found[i - 1].Score == found[i].Score && found[i - 1].ItemIndex < found[i].ItemIndex));
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    [InlineData(0.001)]
    [InlineData(0)]
    public void Search_Filtered_FindsAsManyAsEligibleAndOnlyThose(double share)
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, Similarity.InnerProduct);
        ItemMask mask = TestVectors.Mask(Count, share);
        ScoredItem[] found = new ScoredItem[10];
        for (int q = 0; q < 20; q++)
        {
            int n = index.Search(TestVectors.Query(table, q), found, new SearchOptions { Eligible = mask, Effort = GoodEffort });
            Assert.Equal(Math.Min(10, mask.Count), n);
            Assert.All(found[..n], s => Assert.True(mask.Contains(s.ItemIndex)));
            Assert.Equal(n, found[..n].DistinctBy(static s => s.ItemIndex).Count());
        }

        Assert.InRange(TestVectors.Recall(index, table, 200, GoodEffort, 10, mask), 0.98, 1);
    }

    [Fact]
    public void Search_FilterAgainstTheQuery_StillFindsAsManyAsEligible()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, Similarity.Cosine);
        float[] query = TestVectors.Query(table, 1);
        ScoredItem[] nearest = new ScoredItem[Count / 2], found = new ScoredItem[10], exact = new ScoredItem[10];
        index.Search(query, nearest, new SearchOptions { Effort = VectorIndex.ExactEffort });
        ItemMask far = ItemMask.FromItems(Count, Array.ConvertAll(nearest, static s => s.ItemIndex)).Not();
        Assert.Equal(10, index.Search(query, found, new SearchOptions { Eligible = far, Effort = GoodEffort }));
        Assert.Equal(10, index.Search(query, exact, new SearchOptions { Eligible = far, Effort = VectorIndex.ExactEffort }));
        Assert.All(found, s => Assert.True(far.Contains(s.ItemIndex)));
        Assert.InRange(RecallCertificate.Hits(exact[9].Score, found), 7, 10);
    }

    [Fact]
    public void Search_Exclude_IsLeftOutWithAndWithoutMask()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, Similarity.Cosine);
        float[] query = new float[Dimensions];
        table.CopyRow(17, query);
        ScoredItem[] found = new ScoredItem[5];
        index.Search(query, found, new SearchOptions { Effort = GoodEffort });
        Assert.Equal(17, found[0].ItemIndex);
        Assert.Equal(5, index.Search(query, found, new SearchOptions { Exclude = 17, Effort = GoodEffort }));
        Assert.DoesNotContain(found, static s => s.ItemIndex == 17);
        ItemMask three = ItemMask.FromItems(Count, [3, 17, 40]);
        Assert.Equal(2, index.Search(query, found, new SearchOptions { Exclude = 17, Eligible = three }));
        Assert.Equal([3, 40], found[..2].Select(static s => s.ItemIndex).Order());
    }

    [Fact]
    public void Search_MoreThanThereIs_FindsEverythingOnce()
    {
        VectorTable table = TestVectors.Table(300, Dimensions);
        using VectorIndex index = Build(table, Similarity.InnerProduct);
        ScoredItem[] found = new ScoredItem[500];
        Assert.Equal(300, index.Search(TestVectors.Query(table, 0), found));
        Assert.Equal(Enumerable.Range(0, 300), found[..300].Select(static s => s.ItemIndex).Order());
        Assert.Equal(0, index.Search(TestVectors.Query(table, 0), []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void Search_FewVectors_FindsThem(int count)
    {
        VectorTable table = VectorTable.FromRows(TestVectors.Clustered(count, Dimensions, 1, 3), Dimensions);
        using VectorIndex index = Build(table, Similarity.Cosine);
        ScoredItem[] found = new ScoredItem[20];
        Assert.Equal(count, index.Search(new float[Dimensions].Select(static (_, i) => i + 1f).ToArray(), found));
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_EqualVectors_LowestIndicesFirst(Similarity similarity)
    {
        float[] rows = Enumerable.Repeat(new float[] { 1, 2, 3 }, 40).SelectMany(static r => r).ToArray();
        using VectorIndex index = Build(VectorTable.FromRows(rows, 3), similarity);
        ScoredItem[] found = new ScoredItem[7];
        Assert.Equal(7, index.Search([3, 2, 1], found, new SearchOptions { Effort = VectorIndex.ExactEffort }));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], found.Select(static s => s.ItemIndex));
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Search_ZeroVectorsAndZeroQuery_StillFindsAsManyAsAsked(Similarity similarity)
    {
        float[] rows = TestVectors.Clustered(2000, Dimensions, 4, 3);
        rows.AsSpan(0, 1500 * Dimensions).Clear();
        using VectorIndex index = Build(VectorTable.FromRows(rows, Dimensions), similarity);
        ScoredItem[] found = new ScoredItem[100];
        Assert.Equal(100, index.Search(new float[Dimensions], found));
        Assert.Equal(100, index.Search(rows.AsSpan(1800 * Dimensions, Dimensions), found));
        Assert.All(found, static s => Assert.False(float.IsNaN(s.Score)));
    }

    [Fact]
    public void Search_BadInput_SaysWhatIsWrong()
    {
        VectorTable table = TestVectors.Table(300, Dimensions);
        using VectorIndex index = Build(table, Similarity.InnerProduct);
        ScoredItem[] found = new ScoredItem[5];
        Assert.Contains("23", Assert.Throws<ArgumentException>(() => index.Search(new float[23], found)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => index.Search(new float[Dimensions], found, new SearchOptions { Eligible = ItemMask.All(299) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(new float[Dimensions], found, new SearchOptions { Effort = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(new float[Dimensions], found, new SearchOptions { Budget = -1 }));
        float[] query = new float[Dimensions];
        query[5] = float.NaN;
        Assert.Equal(0, index.Search(query, found));
        float[] rows = new float[2 * Dimensions];
        rows[Dimensions] = float.PositiveInfinity;
        Assert.Contains("; an index holds finite numbers.", Assert.Throws<ArgumentException>(() => Build(VectorTable.FromRows(rows, Dimensions), Similarity.Cosine)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Budget_ComparesNoMoreAndStillAnswers()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, Similarity.Cosine);
        ScoredItem[] found = new ScoredItem[10];
        int n = index.Search(TestVectors.Query(table, 0), found, new SearchOptions { Budget = 300 });
        Assert.InRange(n, 1, 10);
        Assert.Equal(10, index.Search(TestVectors.Query(table, 0), found, new SearchOptions { Budget = Count }));
        double little = RecallWithin(index, table, 40);
        double much = RecallWithin(index, table, 1500);
        Assert.True(much > little, $"{little} with a budget of 40, {much} with 1500");
    }

    [Fact]
    public void Search_Warm_AllocatesNothing()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, Similarity.Cosine);
        ItemMask half = TestVectors.Mask(Count, 0.5);
        ItemMask few = TestVectors.Mask(Count, 0.02);
        ScoredItem[] found = new ScoredItem[10];
        float[] query = TestVectors.Query(table, 0);
        for (int i = 0; i < 200; i++)
        {
            Round();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            Round();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Round()
        {
            index.Search(query, found);
            index.Search(query, found, new SearchOptions { Effort = GoodEffort, Exclude = 5 });
            index.Search(query, found, new SearchOptions { Eligible = half });
            index.Search(query, found, new SearchOptions { Eligible = few, Exclude = 5 });
        }
    }

    [Fact]
    public void Search_ManyThreads_GiveTheSameAnswers()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        using VectorIndex index = Build(table, Similarity.InnerProduct);
        ScoredItem[][] expected = [.. Enumerable.Range(0, 64).Select(q => Answer(index, table, q))];
        Parallel.For(0, 640, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Equal(expected[i % 64], Answer(index, table, i % 64)));
    }

    [Fact]
    public void Dispose_WhileSearching_EndsWithoutHarm()
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        for (int round = 0; round < 3; round++)
        {
            VectorIndex index = Build(table, Similarity.Cosine);
            ScoredItem[] expected = Answer(index, table, 1);
            int answered = 0;
            Thread[] readers = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                try
                {
                    while (true)
                    {
                        Assert.Equal(expected, Answer(index, table, 1));
                        Interlocked.Increment(ref answered);
                    }
                }
                catch (ObjectDisposedException)
                {
                }
            }))];
            Array.ForEach(readers, static r => r.Start());
            while (Volatile.Read(ref answered) < 6)
            {
                Thread.Sleep(1);
            }

            index.Dispose();
            Array.ForEach(readers, static r => Assert.True(r.Join(TimeSpan.FromSeconds(20))));
            Assert.Throws<ObjectDisposedException>(() => Answer(index, table, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void SaveLoad_CopiedAndMapped_SameAnswersSameBytes(Similarity similarity)
    {
        VectorTable table = TestVectors.Table(700, Dimensions);
        using VectorIndex index = Build(table, similarity);
        index.Certify(HeldOutQueries.FromItems(table, 50));
        using TemporaryFile file = new(), again = new();
        index.Save(file.Path);
        foreach (IndexLoading loading in new[] { IndexLoading.Copy, IndexLoading.Map })
        {
            using VectorIndex loaded = VectorIndex.Load(file.Path, loading);
            Assert.Equal(index.Backend, loaded.Backend);
            Assert.Equal(index.Parameters, loaded.Parameters);
            Assert.Equal(index.DefaultEffort, loaded.DefaultEffort);
            Assert.Equal(index.Certificate!.ToString(), loaded.Certificate!.ToString());
            Assert.Equal(index.Certificate.Recall, loaded.CheckCertificate().Recall);
            for (int q = 0; q < 20; q++)
            {
                Assert.Equal(Answer(index, table, q), Answer(loaded, table, q));
            }

            loaded.Save(again.Path);
            Assert.Equal(File.ReadAllBytes(file.Path), File.ReadAllBytes(again.Path));
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Build_AnyNumberOfThreads_SameBytes(Similarity similarity)
    {
        VectorTable table = TestVectors.Table(Count, Dimensions);
        byte[]? first = null;
        foreach (int threads in new[] { 1, 2, 7 })
        {
            using VectorIndex index = Build(table, similarity, threads);
            using TemporaryFile file = new();
            index.Save(file.Path);
            byte[] bytes = File.ReadAllBytes(file.Path);
            Assert.Equal(first ??= bytes, bytes);
        }
    }

    [Fact]
    public void Load_AnyFlippedBit_IsDetected()
    {
        VectorTable table = TestVectors.Table(120, 5);
        using VectorIndex index = Build(table, Similarity.Cosine);
        index.Certify(HeldOutQueries.FromItems(table, 3));
        using TemporaryFile file = new();
        index.Save(file.Path);
        byte[] bytes = File.ReadAllBytes(file.Path);
        for (int i = 0; i < 120; i++)
        {
            int bit = (int)(SeededRandom.Hash(4, (ulong)i) % (ulong)(8L * bytes.Length));
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            File.WriteAllBytes(file.Path, bytes);
            Assert.Throws<ModelFormatException>(() => VectorIndex.Load(file.Path, i % 2 == 0 ? IndexLoading.Copy : IndexLoading.Map));
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
    }

    private static ScoredItem[] Answer(VectorIndex index, VectorTable table, int q)
    {
        ScoredItem[] found = new ScoredItem[10];
        return found[..index.Search(TestVectors.Query(table, q), found)];
    }

    private static double RecallWithin(VectorIndex index, VectorTable table, int budget)
    {
        ScoredItem[] exact = new ScoredItem[10], found = new ScoredItem[10];
        double sum = 0;
        for (int q = 0; q < 50; q++)
        {
            float[] query = TestVectors.Query(table, q);
            index.Search(query, exact, new SearchOptions { Effort = VectorIndex.ExactEffort });
            int n = index.Search(query, found, new SearchOptions { Budget = budget });
            sum += RecallCertificate.Hits(exact[9].Score, found.AsSpan(0, n)) / 10.0;
        }

        return sum / 50;
    }
}
