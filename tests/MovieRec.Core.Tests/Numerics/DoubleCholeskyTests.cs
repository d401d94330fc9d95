using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class DoubleCholeskyTests
{
    [Fact]
    public void FactorAndSolve_EveryOrder_SmallResidual()
    {
        for (int size = 1; size <= 40; size++)
        {
            int stride = FactorMatrix.Pad(size);
            double[] matrix = Matrix(size, stride, ridge: 0.1);
            double[] factor = [.. matrix];
            double[] right = [.. KernelData.Normal(2, size).Select(v => (double)v)];
            double[] x = [.. right];
            Assert.True(DoubleCholesky.Factor(factor, stride, size));
            DoubleCholesky.Solve(factor, stride, size, x);
            for (int i = 0; i < size; i++)
            {
                double sum = Enumerable.Range(0, size).Sum(j => matrix[(i * stride) + j] * x[j]);
                Assert.Equal(right[i], sum, 1e-11);
            }
        }
    }

    [Fact]
    public void Factor_ConditionBeyondSinglePrecision_StillFactors()
    {
        // Rank 3 plus a ridge of 1e-9 of its size: single precision sees a singular matrix.
        const int Size = 20;
        double[] matrix = Matrix(Size, 32, ridge: 1e-8, rank: 3);
        float[] single = Array.ConvertAll(matrix, v => (float)v);
        Assert.False(Kernels.Cholesky(single, 32, Size));
        Assert.True(DoubleCholesky.Factor(matrix, 32, Size));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-18)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Factor_PivotLostInRounding_ReturnsFalse(double ridge) =>
        Assert.False(DoubleCholesky.Factor(Matrix(20, 32, ridge, rank: 3), 32, 20));

    private static double[] Matrix(int size, int stride, double ridge, int rank = 60)
    {
        float[] rows = KernelData.Normal(1, rank * size);
        double[] matrix = new double[stride * stride];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                matrix[(i * stride) + j] = (i == j ? ridge : 0)
                    + Enumerable.Range(0, rank).Sum(k => (double)rows[(k * size) + i] * rows[(k * size) + j]);
            }
        }

        return matrix;
    }
}
