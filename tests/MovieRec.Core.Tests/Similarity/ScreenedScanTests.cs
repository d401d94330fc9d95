using MovieRec.Numerics;

namespace MovieRec.Tests.SimilaritySearch;

/// <summary>The screened search and the batch scan against the plain scan: equal bits, whatever the data look like.</summary>
public sealed class ScreenedScanTests
{
    public static TheoryData<string> Shapes() => ["normal", "power-law", "ties", "one-direction", "tiny", "zeros", "equal"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_AnyDataAndFilter_EqualsPlainScanBitForBit(string shape)
    {
        foreach ((int rows, int columns) in (ReadOnlySpan<(int, int)>)[(1, 40), (63, 32), (1000, 50), (777, 128)])
        {
            FactorMatrix matrix = Matrix(shape, rows, columns);
            ScreenedScan screen = ScreenedScan.Create(matrix)!;
            double norm = BatchScan.LargestNorm(matrix);
            for (int q = 0; q < 12; q++)
            {
                float[] query = Query(shape, matrix, q);
                ulong[] candidates = Candidates(rows, q);
                foreach (int count in (int[])[1, 10, 100])
                {
                    ScoredItem[] expected = new ScoredItem[count];
                    ScoredItem[] actual = new ScoredItem[count];
                    int n = ExactScan.Run(query, matrix, Similarity.InnerProduct, candidates, expected);
                    Assert.Equal(n, screen.Run(query, candidates, actual));
                    AssertSame(expected.AsSpan(0, n), actual.AsSpan(0, n), $"{shape}, {rows} × {columns}, query {q}, count {count}");
                }
            }

            Batch(shape, matrix, norm);
        }
    }

    [Fact]
    public void Run_NaNInfiniteZeroAndOverflowingQueries_EqualPlainScan()
    {
        FactorMatrix matrix = Matrix("power-law", 500, 64);
        ScreenedScan screen = ScreenedScan.Create(matrix)!;
        ulong[] all = ItemMask.All(500).Words.ToArray();
        foreach (float value in (float[])[float.NaN, float.PositiveInfinity, float.MaxValue, 1e30f, 0, -0f, float.Epsilon])
        {
            float[] query = new float[64];
            query[3] = value;
            query[9] = value == 0 ? 0 : 1;
            ScoredItem[] expected = new ScoredItem[10];
            ScoredItem[] actual = new ScoredItem[10];
            int n = ExactScan.Run(query, matrix, Similarity.InnerProduct, all, expected);
            Assert.Equal(n, screen.Run(query, all, actual));
            AssertSame(expected.AsSpan(0, n), actual.AsSpan(0, n), $"value {value}");
            int[] written = new int[1];
            BatchScan.Run(query, 1, matrix, BatchScan.LargestNorm(matrix), all, actual, written);
            Assert.Equal(n, written[0]);
            AssertSame(expected.AsSpan(0, n), actual.AsSpan(0, n), $"batch, value {value}");
        }

        Assert.Equal(0, screen.Run(new float[64], new ulong[8], new ScoredItem[10]));
        Assert.Equal(0, screen.Run(new float[64], all, []));
    }

    [Fact]
    public void Create_MatrixThatIsNotFinite_LeavesItToThePlainScan()
    {
        FactorMatrix matrix = Matrix("normal", 100, 32);
        matrix.Row(50)[7] = float.NaN;
        Assert.Null(ScreenedScan.Create(matrix));
        Assert.True(double.IsNaN(BatchScan.LargestNorm(matrix)));
    }

    [Fact]
    public void Run_LongTail_ReadsAFractionOfTheRows()
    {
        FactorMatrix matrix = Matrix("power-law", 20_000, 64);
        ScreenedScan screen = ScreenedScan.Create(matrix)!;
        Assert.True(ScreenedScan.Pays(matrix));
        Assert.True(screen.Bytes < 20_000 * 64 * 4 * 0.35, $"{screen.Bytes} bytes");
        screen.Run(Query("power-law", matrix, 1), ItemMask.All(20_000).Words, new ScoredItem[10], out ScreeningCounts counts);
        Assert.InRange(counts.Screened, 10, 10_000);
        Assert.InRange(counts.Scored, 10, 500);
    }

    [Fact]
    public void ExactIndex_LargeEnoughToScreen_EqualsPlainScanUnderBothSimilarities()
    {
        FactorMatrix matrix = Matrix("power-law", 17_000, 32);
        Vectors vectors = new(matrix);
        foreach (Similarity similarity in (Similarity[])[Similarity.InnerProduct, Similarity.Cosine])
        {
            ExactIndex index = new(vectors, similarity);
            ScoredItem[] found = new ScoredItem[10];
            for (int q = 0; q < 4; q++)
            {
                float[] query = Query("power-law", matrix, q);
                Assert.Equal(10, index.Search(query, found, new SearchOptions { Exclude = 3 }));
                double Score(int i)
                {
                    double dot = 0, a = 0, b = 0;
                    for (int j = 0; j < 32; j++)
                    {
                        dot += query[j] * matrix.Row(i)[j];
                        a += query[j] * query[j];
                        b += matrix.Row(i)[j] * matrix.Row(i)[j];
                    }

                    return similarity == Similarity.Cosine ? dot / Math.Sqrt(a * b) : dot;
                }

                double[] best = [.. Enumerable.Range(0, 17_000).Where(i => i != 3).Select(Score).OrderDescending().Take(10)];
                for (int n = 0; n < 10; n++)
                {
                    Assert.Equal(best[n], found[n].Score, 1e-4 * Math.Abs(best[0]));
                    Assert.Equal(Score(found[n].ItemIndex), found[n].Score, 1e-4 * Math.Abs(best[0]));
                }
            }
        }
    }

    private static void Batch(string shape, FactorMatrix matrix, double norm)
    {
        int queries = Math.Min(70, BatchScan.MaxQueries);
        int words = ItemMask.WordCount(matrix.Rows);
        float[] vectors = new float[queries * matrix.Stride];
        ulong[] bits = new ulong[queries * words];
        for (int q = 0; q < queries; q++)
        {
            Query(shape, matrix, q).CopyTo(vectors, q * matrix.Stride);
            Candidates(matrix.Rows, q).CopyTo(bits, q * words);
        }

        foreach (int count in (int[])[1, 10])
        {
            ScoredItem[] lists = new ScoredItem[queries * count];
            int[] written = new int[queries];
            BatchScan.Run(vectors, queries, matrix, norm, bits, lists, written);
            for (int q = 0; q < queries; q++)
            {
                ScoredItem[] expected = new ScoredItem[count];
                int n = ExactScan.Run(
                    vectors.AsSpan(q * matrix.Stride, matrix.Stride), matrix, Similarity.InnerProduct, bits.AsSpan(q * words, words), expected);
                Assert.Equal(n, written[q]);
                AssertSame(expected.AsSpan(0, n), lists.AsSpan(q * count, n), $"{shape}, {matrix.Rows} rows, batch query {q}, count {count}");
            }
        }
    }

    private static FactorMatrix Matrix(string shape, int rows, int columns)
    {
        FactorMatrix matrix = new(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = matrix.Row(i);
            SeededRandom.Normal(17, (ulong)(shape == "ties" ? i % 9 : i) * (ulong)columns, row);
            float scale = shape switch
            {
                "power-law" => 1 / MathF.Sqrt(1 + i),
                "tiny" => 1e-22f,
                "zeros" => i % 3 == 0 ? 1 : 0,
                _ => 1,
            };
            for (int j = 0; j < columns; j++)
            {
                row[j] = shape switch
                {
                    "one-direction" => 1 + (1e-6f * row[j]),
                    "equal" => 1,
                    "ties" => MathF.Round(row[j]),
                    _ => scale * row[j],
                };
            }
        }

        return matrix;
    }

    private static float[] Query(string shape, FactorMatrix matrix, int seed)
    {
        float[] query = new float[matrix.Stride];
        SeededRandom.Normal((ulong)(100 + seed), 0, query.AsSpan(0, matrix.Columns));
        for (int j = 0; j < query.Length; j++)
        {
            query[j] = shape == "ties" ? MathF.Round(query[j]) : seed % 5 == 4 ? 0 : query[j];
        }

        return query;
    }

    private static ulong[] Candidates(int rows, int seed) =>
        ItemMask.Create(rows, i => seed % 4 == 0 || SeededRandom.Hash((ulong)seed, (ulong)i) % 100 < (ulong)(seed % 4 == 1 ? 2 : 60)).Words.ToArray();

    private static void AssertSame(ReadOnlySpan<ScoredItem> expected, ReadOnlySpan<ScoredItem> actual, string what)
    {
        for (int n = 0; n < expected.Length; n++)
        {
            if (expected[n].ItemIndex != actual[n].ItemIndex
                || BitConverter.SingleToInt32Bits(expected[n].Score) != BitConverter.SingleToInt32Bits(actual[n].Score))
            {
                Assert.Fail($"{what}, place {n}: {actual[n]} instead of {expected[n]}");
            }
        }
    }

    private sealed class Vectors(FactorMatrix matrix) : IVectorRecommender
    {
        public int Dimensions => matrix.Columns;

        public int ItemCount => matrix.Rows;

        public ReadOnlySpan<float> GetItemVector(int itemIndex) => matrix.Row(itemIndex);

        public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => false;
    }
}
