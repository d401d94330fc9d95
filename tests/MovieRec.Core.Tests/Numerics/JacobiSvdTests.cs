using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class JacobiSvdTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(71)]
    public void Compute_RandomMatrix_RebuildsIt(int size)
    {
        int order = BlockProducts.Pad(size);
        double[] matrix = new double[order * order];
        float[] normal = KernelData.Normal(8, size * size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                matrix[(i * order) + j] = normal[(i * size) + j];
            }
        }

        AssertDecomposition(matrix, order, size);
    }

    [Fact]
    public void Compute_HilbertMatrix_SmallValuesToHighRelativeAccuracy()
    {
        int order = BlockProducts.Pad(5);
        double[] matrix = new double[order * order];
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                matrix[(i * order) + j] = 1.0 / (i + j + 1);
            }
        }

        // Published eigenvalues of the Hilbert matrix of order 5 (symmetric and positive: also its singular values).
        double[] expected = [1.567050691098231, 0.2085342186110134, 0.01140749162341981, 3.058980401511917e-4, 3.287928772171574e-6];
        double[] values = JacobiSvd.Compute(matrix, order, 5, OneThread).Values;
        for (int k = 0; k < 5; k++)
        {
            Assert.Equal(expected[k], values[k], 1e-9 * expected[k]);
        }

        AssertDecomposition(matrix, order, 5);
    }

    [Fact]
    public void Compute_RankOneAndZero_ValuesOfZeroHaveZeroColumns()
    {
        int order = BlockProducts.Pad(3);
        double[] matrix = new double[order * order];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                matrix[(i * order) + j] = (i + 1) * (j + 1);
            }
        }

        (double[] values, double[] left, _) = JacobiSvd.Compute(matrix, order, 3, OneThread);
        Assert.Equal(14, values[0], 1e-12);
        Assert.All(values[1..], v => Assert.True(v < 1e-12));
        Assert.All(JacobiSvd.Compute(new double[order * order], order, 3, OneThread).Values, v => Assert.Equal(0, v));
        Assert.Equal(1 / Math.Sqrt(14), Math.Abs(left[0]), 1e-12);
    }

    [Fact]
    public void Compute_AnyThreadCount_SameBits()
    {
        int order = BlockProducts.Pad(90);
        double[] matrix = [.. KernelData.Normal(4, order * order).Select(static v => (double)v)];
        (double[] values, double[] left, double[] right) = JacobiSvd.Compute(matrix, order, 90, OneThread);
        (double[] values4, double[] left4, double[] right4) = JacobiSvd.Compute(matrix, order, 90, new ParallelOptions { MaxDegreeOfParallelism = 4 });

        Assert.Equal(values, values4);
        Assert.Equal(left, left4);
        Assert.Equal(right, right4);
    }

    [Fact]
    public void Compute_NotANumber_Throws()
    {
        int order = BlockProducts.Pad(3);
        double[] matrix = new double[order * order];
        matrix[0] = double.NaN;
        matrix[1] = 1;

        Assert.Throws<InvalidOperationException>(() => JacobiSvd.Compute(matrix, order, 3, OneThread));
    }

    private static void AssertDecomposition(double[] matrix, int order, int size)
    {
        (double[] values, double[] left, double[] right) = JacobiSvd.Compute(matrix, order, size, OneThread);
        Assert.Equal(values.OrderDescending(), values);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double rebuilt = 0;
                double leftDot = 0;
                double rightDot = 0;
                for (int k = 0; k < size; k++)
                {
                    rebuilt += left[(i * order) + k] * values[k] * right[(j * order) + k];
                    leftDot += left[(k * order) + i] * left[(k * order) + j];
                    rightDot += right[(k * order) + i] * right[(k * order) + j];
                }

                Assert.Equal(matrix[(i * order) + j], rebuilt, 1e-11 * (1 + values[0]));
                Assert.Equal(i == j ? 1 : 0, leftDot, 1e-11);
                Assert.Equal(i == j ? 1 : 0, rightDot, 1e-11);
            }
        }
    }
}
