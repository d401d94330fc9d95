using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class SymmetricInverseTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(95)]
    [InlineData(96)]
    [InlineData(97)]
    [InlineData(300)]
    public void NegateAndInvert_Double_TimesTheMatrixIsMinusIdentity(int size) => Check<double>(size, 1e-9);

    [Theory]
    [InlineData(1)]
    [InlineData(97)]
    [InlineData(300)]
    public void NegateAndInvert_Single_TimesTheMatrixIsMinusIdentity(int size) => Check<float>(size, 1e-3);

    [Fact]
    public void NegateAndInvert_AnyThreadCount_SameBits()
    {
        double[] one = Spd(400, out int order);
        double[] many = [.. one];

        Assert.True(SymmetricInverse.NegateAndInvert(one, order, OneThread));
        Assert.True(SymmetricInverse.NegateAndInvert(many, order, new ParallelOptions { MaxDegreeOfParallelism = 4 }));

        Assert.Equal(one, many);
    }

    [Fact]
    public void NegateAndInvert_NotPositiveDefinite_ReturnsFalse()
    {
        double[] matrix = Spd(100, out int order);
        matrix[(98 * order) + 98] = -1;

        Assert.False(SymmetricInverse.NegateAndInvert(matrix, order, OneThread));
    }

    [Fact]
    public void NegateAndInvert_WrongOrder_Throws()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SymmetricInverse.NegateAndInvert(new double[100], 10, OneThread));

        Assert.Contains("multiple of 96", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NegateAndInvert_Cancelled_Throws()
    {
        double[] matrix = Spd(100, out int order);
        ParallelOptions cancelled = new() { CancellationToken = new CancellationToken(canceled: true) };

        Assert.ThrowsAny<OperationCanceledException>(() => SymmetricInverse.NegateAndInvert(matrix, order, cancelled));
    }

    private static void Check<T>(int size, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        double[] original = Spd(size, out int order);
        T[] inverse = Array.ConvertAll(original, T.CreateTruncating);
        Assert.True(SymmetricInverse.NegateAndInvert(inverse, order, OneThread));

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double sum = 0;
                for (int k = 0; k < size; k++)
                {
                    sum += original[(Math.Min(i, k) * order) + Math.Max(i, k)] * double.CreateTruncating(Entry(inverse, order, k, j));
                }

                Assert.Equal(i == j ? -1 : 0, sum, tolerance);
            }
        }
    }

    private static T Entry<T>(T[] matrix, int order, int i, int j) => matrix[(Math.Min(i, j) * order) + Math.Max(i, j)];

    /// <summary>BᵀB + I for a pseudo-random B, both triangles; identity in the padding.</summary>
    private static double[] Spd(int size, out int order)
    {
        order = SymmetricInverse.Pad(size);
        float[] b = new float[size * size];
        SeededRandom.Normal(7, 0, b);
        double[] matrix = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                double sum = i == j ? 1 : 0;
                for (int k = 0; k < size && i < size && j < size; k++)
                {
                    sum += (double)b[(k * size) + i] * b[(k * size) + j] / size;
                }

                matrix[(i * order) + j] = sum;
            }
        }

        return matrix;
    }
}
