using FsCheck;
using FsCheck.Xunit;
using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class RandomizedSvdTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };
    private static readonly ParallelOptions FourThreads = new() { MaxDegreeOfParallelism = 4 };

    [Property(MaxTest = 60, Replay = "11,13")]
    public void Compute_FullRank_RebuildsTheMatrix(PositiveInt seed, byte rows, byte columns, byte density)
    {
        int m = 1 + (rows % 40);
        int n = 1 + (columns % 40);
        SparseMatrix matrix = Random((ulong)seed.Get, m, n, density / 255.0);
        int rank = Math.Min(m, n);

        SvdFactors svd = RandomizedSvd.Compute(matrix, new SvdSettings(rank, 4, 1, seed.Get), OneThread);

        double largest = Math.Max(svd.Values[0], 1e-30);
        for (int i = 0; i < m; i++)
        {
            double[] dense = DenseRow(matrix, i);
            for (int j = 0; j < n; j++)
            {
                double rebuilt = Enumerable.Range(0, rank).Sum(k => svd.Left.Row(i)[k] * svd.Values[k] * svd.Right.Row(j)[k]);
                Assert.True(Math.Abs(rebuilt - dense[j]) <= 2e-5 * largest, $"({i}, {j}): {rebuilt} for {dense[j]}, σ₁ = {largest}");
            }
        }

        AssertOrthonormal(svd.Left, svd.Values);
        AssertOrthonormal(svd.Right, svd.Values);
        Assert.Equal(svd.Values.OrderDescending(), svd.Values);
    }

    [Fact]
    public void Compute_Truncated_IsTheLeadingEigenspaceOfTheGramMatrix()
    {
        SparseMatrix matrix = Random(5, 400, 150, 0.08);
        SvdFactors svd = RandomizedSvd.Compute(matrix, new SvdSettings(12, 16, 60, 3), OneThread);

        // AᵀA·v = σ²·v in double precision: an oracle that shares nothing with the algorithm.
        double[] all = Eigenvalues(matrix);
        for (int k = 0; k < 12; k++)
        {
            Assert.Equal(Math.Sqrt(all[k]), svd.Values[k], 2e-4 * svd.Values[0]);
            double[] product = GramTimes(matrix, [.. Enumerable.Range(0, 150).Select(j => (double)svd.Right.Row(j)[k])]);
            double residual = Math.Sqrt(Enumerable.Range(0, 150).Sum(j => Math.Pow(product[j] - (svd.Values[k] * svd.Values[k] * svd.Right.Row(j)[k]), 2)));
            Assert.True(residual <= 5e-3 * svd.Values[0] * svd.Values[0], $"triple {k}: residual {residual}");
        }
    }

    [Theory]
    [InlineData(700, 90, 20)]
    [InlineData(50, 900, 33)]
    public void Compute_AnyThreadCount_SameBits(int rows, int columns, int rank)
    {
        SparseMatrix matrix = Random(9, rows, columns, 0.05);
        SvdSettings settings = new(rank, 10, 2, 4);

        SvdFactors one = RandomizedSvd.Compute(matrix, settings, OneThread);
        SvdFactors four = RandomizedSvd.Compute(matrix, settings, FourThreads);

        Assert.Equal(one.Values, four.Values);
        Assert.Equal(KernelData.BitsOf(one.Left.Values), KernelData.BitsOf(four.Left.Values));
        Assert.Equal(KernelData.BitsOf(one.Right.Values), KernelData.BitsOf(four.Right.Values));
    }

    [Fact]
    public void Compute_OtherSeed_SameAnswerWithinRounding()
    {
        // A gap behind the third value: the space is the same whatever the start.
        SparseMatrix matrix = Diagonal([9, 7, 5, 0.5f, 0.3f, 0.2f, 0.1f]);
        SvdFactors one = RandomizedSvd.Compute(matrix, new SvdSettings(3, 2, 8, 1), OneThread);
        SvdFactors two = RandomizedSvd.Compute(matrix, new SvdSettings(3, 2, 8, 2), OneThread);

        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(one.Values[k], two.Values[k], 1e-4);
            Assert.Equal(1, one.Right.Row(k)[k], 1e-4f);
            Assert.Equal(1, two.Right.Row(k)[k], 1e-4f);
        }
    }

    [Fact]
    public void Compute_Signs_LargestEntryOfEachRightVectorIsPositive()
    {
        SvdFactors svd = RandomizedSvd.Compute(Random(3, 60, 50, 0.2), new SvdSettings(10, 10, 2, 7), OneThread);
        for (int k = 0; k < 10; k++)
        {
            float largest = Enumerable.Range(0, 50).Select(j => svd.Right.Row(j)[k]).MaxBy(Math.Abs);
            Assert.True(largest > 0, $"vector {k}: {largest}");
        }
    }

    [Fact]
    public void Compute_RankBeyondTheMatrix_TheRestIsZero()
    {
        // Rank 2: three equal rows and another.
        SparseMatrix matrix = new(4, 6, [0, 2, 4, 6, 7], [0, 3, 0, 3, 0, 3, 5], []);
        SvdFactors svd = RandomizedSvd.Compute(matrix, new SvdSettings(5, 3, 2, 1), OneThread);

        Assert.Equal(Math.Sqrt(6), svd.Values[0], 1e-5);
        Assert.Equal(1, svd.Values[1], 1e-5);
        Assert.Equal([0, 0, 0], svd.Values[2..]);
        Assert.Equal(5, svd.Right.Columns);
        Assert.All(Enumerable.Range(0, 6), j => Assert.Equal([0f, 0f, 0f], svd.Right.Row(j)[2..].ToArray()));
        Assert.Equal(KernelData.BitsOf(svd.Left.Row(0)), KernelData.BitsOf(svd.Left.Row(2)));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(3, 3)]
    public void Compute_NoEntries_AllZeros(int rows, int columns)
    {
        SvdFactors svd = RandomizedSvd.Compute(
            new SparseMatrix(rows, columns, new int[rows + 1], [], []), new SvdSettings(2, 2, 1, 1), OneThread);

        Assert.Equal([0, 0], svd.Values);
        Assert.Equal((rows, columns), (svd.Left.Rows, svd.Right.Rows));
        Assert.False(svd.Left.Values.ContainsAnyExcept(0f));
    }

    [Fact]
    public void Compute_Cancelled_Throws()
    {
        ParallelOptions cancelled = new() { CancellationToken = new CancellationToken(canceled: true) };
        Assert.ThrowsAny<OperationCanceledException>(
            () => RandomizedSvd.Compute(Random(1, 40, 40, 0.5), new SvdSettings(3, 3, 1, 1), cancelled));
    }

    internal static SparseMatrix Random(ulong seed, int rows, int columns, double density)
    {
        int[] starts = new int[rows + 1];
        List<int> indices = [];
        List<float> values = [];
        float[] normal = KernelData.Normal(seed + 77, rows * columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                if (SeededRandom.Hash(seed, (ulong)((i * columns) + j)) % 10_000 < density * 10_000)
                {
                    indices.Add(j);
                    values.Add(normal[(i * columns) + j]);
                }
            }

            starts[i + 1] = indices.Count;
        }

        return new SparseMatrix(rows, columns, starts, [.. indices], [.. values]);
    }

    private static SparseMatrix Diagonal(float[] values) =>
        new(values.Length, values.Length, [.. Enumerable.Range(0, values.Length + 1)], [.. Enumerable.Range(0, values.Length)], values);

    private static double[] DenseRow(SparseMatrix matrix, int row)
    {
        double[] dense = new double[matrix.Columns];
        for (int e = matrix.Starts[row]; e < matrix.Starts[row + 1]; e++)
        {
            dense[matrix.Indices[e]] = matrix.Values[e];
        }

        return dense;
    }

    private static double[] GramTimes(SparseMatrix matrix, double[] vector)
    {
        double[] product = new double[matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            double[] row = DenseRow(matrix, i);
            double dot = row.Zip(vector, static (a, b) => a * b).Sum();
            for (int j = 0; j < product.Length; j++)
            {
                product[j] += row[j] * dot;
            }
        }

        return product;
    }

    /// <summary>Eigenvalues of AᵀA, descending, by cyclic two-sided Jacobi rotations in double precision.</summary>
    private static double[] Eigenvalues(SparseMatrix matrix)
    {
        int n = matrix.Columns;
        double[,] g = new double[n, n];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int e = matrix.Starts[i]; e < matrix.Starts[i + 1]; e++)
            {
                for (int f = matrix.Starts[i]; f < matrix.Starts[i + 1]; f++)
                {
                    g[matrix.Indices[e], matrix.Indices[f]] += (double)matrix.Values[e] * matrix.Values[f];
                }
            }
        }

        for (int sweep = 0; sweep < 12; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    double angle = 0.5 * Math.Atan2(2 * g[p, q], g[q, q] - g[p, p]);
                    (double s, double c) = Math.SinCos(angle);
                    for (int k = 0; k < n; k++)
                    {
                        (g[k, p], g[k, q]) = ((c * g[k, p]) - (s * g[k, q]), (s * g[k, p]) + (c * g[k, q]));
                    }

                    for (int k = 0; k < n; k++)
                    {
                        (g[p, k], g[q, k]) = ((c * g[p, k]) - (s * g[q, k]), (s * g[p, k]) + (c * g[q, k]));
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => g[i, i]).OrderDescending()];
    }

    private static void AssertOrthonormal(FactorMatrix matrix, double[] values)
    {
        for (int a = 0; a < values.Length; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = Enumerable.Range(0, matrix.Rows).Sum(i => (double)matrix.Row(i)[a] * matrix.Row(i)[b]);
                double expected = a == b && values[a] > 0 ? 1 : 0;
                Assert.True(Math.Abs(dot - expected) <= 2e-5, $"⟨{a}, {b}⟩ = {dot}");
            }
        }
    }
}
