using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class GramTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(15, 17)]
    [InlineData(16, 16)]
    [InlineData(257, 33)]
    [InlineData(4096, 3)]
    [InlineData(9000, 64)]
    public void Compute_Integers_EqualsDoubleOracleExactly(int rows, int columns)
    {
        FactorMatrix matrix = Fill(rows, columns, KernelData.Integers(1, rows * columns));
        double[] expected = new double[matrix.Stride * matrix.Stride];
        for (int r = 0; r < rows; r++)
        {
            Span<float> row = matrix.Row(r);
            for (int i = 0; i < columns; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    expected[(i * matrix.Stride) + j] += (double)row[i] * row[j];
                }
            }
        }

        Assert.Equal(expected, Gram.Compute(matrix, new ParallelOptions()));
        Assert.Equal(expected, Gram.ComputeInDouble(matrix, new ParallelOptions()));
    }

    [Fact]
    public void Compute_AnyThreadCount_SameBits()
    {
        FactorMatrix matrix = Fill(5003, 20, KernelData.Normal(2, 5003 * 20));
        double[] one = Gram.Compute(matrix, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        double[] oneInDouble = Gram.ComputeInDouble(matrix, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        foreach (int threads in (int[])[2, 3, 7, -1])
        {
            double[] many = Gram.Compute(matrix, new ParallelOptions { MaxDegreeOfParallelism = threads });
            Assert.Equal(one.Select(BitConverter.DoubleToInt64Bits), many.Select(BitConverter.DoubleToInt64Bits));
            many = Gram.ComputeInDouble(matrix, new ParallelOptions { MaxDegreeOfParallelism = threads });
            Assert.Equal(oneInDouble.Select(BitConverter.DoubleToInt64Bits), many.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Compute_RandomNumbers_CloseToDoubleOracle()
    {
        const int Rows = 20_000;
        FactorMatrix matrix = Fill(Rows, 2, KernelData.Normal(3, Rows * 2));
        double[] gram = Gram.Compute(matrix, new ParallelOptions());
        double exact = 0;
        for (int r = 0; r < Rows; r++)
        {
            exact += (double)matrix.Row(r)[1] * matrix.Row(r)[1];
        }

        double refined = Gram.ComputeInDouble(matrix, new ParallelOptions())[matrix.Stride + 1];
        Assert.True(Math.Abs(refined - exact) <= 1e-13 * exact, $"{refined} instead of {exact}");

        // 256 products at a time in single precision, the rest in double: far better than one long single-precision sum.
        Assert.True(Math.Abs(gram[matrix.Stride + 1] - exact) <= 1e-6 * exact, $"{gram[matrix.Stride + 1]} instead of {exact}");
    }

    [Fact]
    public void Compute_CancelledToken_Throws()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        ParallelOptions parallel = new() { CancellationToken = source.Token };
        Assert.ThrowsAny<OperationCanceledException>(() => Gram.Compute(new FactorMatrix(10, 2), parallel));
    }

    private static FactorMatrix Fill(int rows, int columns, float[] values)
    {
        FactorMatrix matrix = new(rows, columns);
        for (int r = 0; r < rows; r++)
        {
            values.AsSpan(r * columns, columns).CopyTo(matrix.Row(r));
        }

        return matrix;
    }
}
