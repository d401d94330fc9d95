using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class CholeskyKernelTests
{
    public static TheoryData<int> Lanes() => KernelData.Lanes();

    [Theory]
    [MemberData(nameof(Lanes))]
    public void CholeskyAndSolve_IntegerFactorEveryOrder_ExactAtEveryWidth(int lanes)
    {
        // U holds small integers and powers of two on the diagonal: every step is exact, so each width must find U itself.
        KernelSet kernels = KernelSet.For(lanes);
        for (int size = 1; size <= 80; size++)
        {
            int stride = FactorMatrix.Pad(size);
            float[] factor = IntegerFactor(size, stride);
            float[] matrix = Product(factor, size, stride);
            Assert.True(kernels.Cholesky(matrix, stride, size));
            for (int i = 0; i < size; i++)
            {
                Assert.True(factor.AsSpan((i * stride) + i, stride - i).SequenceEqual(matrix.AsSpan((i * stride) + i, stride - i)), $"order {size}, row {i}");
            }

            for (int i = size; i < stride; i++)
            {
                Assert.Equal(1f, matrix[(i * stride) + i]);
                Assert.False(matrix.AsSpan((i * stride) + i + 1, stride - i - 1).ContainsAnyExcept(0f), $"order {size}, row {i} is not the identity's");
            }

            float[] solution = new float[stride];
            KernelData.Integers(3, size).CopyTo(solution, 0);
            float[] vector = Multiply(Product(factor, size, stride), solution, stride);
            kernels.Solve(matrix, stride, size, vector);
            Assert.Equal(solution, vector);
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void CholeskyAndSolve_RandomMatrices_BackwardStable(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        foreach (int size in (int[])[1, 2, 3, 4, 5, 15, 16, 17, 31, 33, 63, 64, 65, 80, 128, 200, 256])
        {
            int stride = FactorMatrix.Pad(size);
            float[] matrix = RandomPositiveDefinite(size, stride);
            float[] factor = [.. matrix];
            Assert.True(kernels.Cholesky(factor, stride, size));
            double[] rebuilt = Rebuild(factor, size, stride);
            for (int i = 0; i < size; i++)
            {
                for (int j = i; j < size; j++)
                {
                    // |A − UᵀU| ≤ γ·|Uᵀ||U| ≤ γ·√(a_ii·a_jj) (Higham 2002, theorem 10.3).
                    double bound = 2 * (size + 2) * KernelData.Epsilon
                        * Math.Sqrt((double)matrix[(i * stride) + i] * matrix[(j * stride) + j]);
                    if (!(Math.Abs(rebuilt[(i * stride) + j] - matrix[(i * stride) + j]) <= bound))
                    {
                        Assert.Fail($"order {size}, ({i}, {j}): {rebuilt[(i * stride) + j]} instead of {matrix[(i * stride) + j]}");
                    }
                }
            }

            float[] right = new float[stride];
            KernelData.Normal(9, size).CopyTo(right, 0);
            float[] x = [.. right];
            kernels.Solve(factor, stride, size, x);
            AssertSmallResidual(matrix, x, right, size, stride);
            Assert.All(x[size..], value => Assert.Equal(0f, value));
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Cholesky_LowerTriangleIsNotANumber_IsNeverRead(int lanes)
    {
        const int Size = 37;
        const int Stride = 48;
        float[] clean = RandomPositiveDefinite(Size, Stride);
        float[] dirty = [.. clean];
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                dirty[(i * Stride) + j] = float.NaN;
            }
        }

        KernelSet kernels = KernelSet.For(lanes);
        Assert.True(kernels.Cholesky(clean, Stride, Size));
        Assert.True(kernels.Cholesky(dirty, Stride, Size));
        float[] a = KernelData.Normal(1, Stride);
        Array.Clear(a, Size, Stride - Size);
        float[] b = [.. a];
        kernels.Solve(clean, Stride, Size, a);
        kernels.Solve(dirty, Stride, Size, b);
        Assert.Equal(KernelData.BitsOf(a), KernelData.BitsOf(b));
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Cholesky_BadPivotAtAnyPosition_ReturnsFalse(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        foreach (int size in (int[])[1, 4, 7, 16, 21])
        {
            int stride = FactorMatrix.Pad(size);
            for (int p = 0; p < size; p++)
            {
                foreach (float pivot in (float[])[0f, -0f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity])
                {
                    float[] matrix = new float[stride * stride];
                    for (int i = 0; i < size; i++)
                    {
                        matrix[(i * stride) + i] = i == p ? pivot : 4;
                    }

                    Assert.False(kernels.Cholesky(matrix, stride, size), $"order {size}, pivot {p} = {pivot}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void CholeskyAndSolve_TinyAndHugeDiagonals_KeepTheirDigits(int lanes)
    {
        float[] diagonal = [1e-38f, 1e38f, 1e-42f, float.MaxValue, 1f];
        float[] matrix = new float[256];
        for (int i = 0; i < diagonal.Length; i++)
        {
            matrix[(i * 16) + i] = diagonal[i];
        }

        float[] vector = new float[16];
        diagonal.CopyTo(vector, 0);
        KernelSet kernels = KernelSet.For(lanes);
        Assert.True(kernels.Cholesky(matrix, 16, diagonal.Length));
        kernels.Solve(matrix, 16, diagonal.Length, vector);
        for (int i = 0; i < diagonal.Length; i++)
        {
            Assert.Equal(1f, vector[i], 1e-5f);
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void CholeskyAndSolve_WrongLengths_Throw(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        Assert.Throws<ArgumentException>(() => kernels.Cholesky(new float[255], 16, 16));
        Assert.Throws<ArgumentException>(() => kernels.Cholesky(new float[256], 16, 17));
        Assert.Throws<ArgumentException>(() => kernels.Cholesky(new float[256], 16, -1));
        Assert.Throws<ArgumentException>(() => kernels.Solve(new float[255], 16, 16, new float[16]));
        Assert.Throws<ArgumentException>(() => kernels.Solve(new float[256], 16, 17, new float[16]));
        Assert.Throws<ArgumentException>(() => kernels.Solve(new float[256], 16, 16, new float[15]));
        if (lanes > 1)
        {
            Assert.Throws<ArgumentException>(() => kernels.Cholesky(new float[1024], lanes + 1, 2));
            Assert.Throws<ArgumentException>(() => kernels.Solve(new float[1024], lanes + 1, 2, new float[32]));
        }

        Assert.True(kernels.Cholesky(new float[256], 16, 0));
    }

    private static float[] IntegerFactor(int size, int stride)
    {
        float[] random = KernelData.Integers((ulong)size, size * size);
        float[] factor = new float[stride * stride];
        for (int i = 0; i < size; i++)
        {
            factor[(i * stride) + i] = (i % 3) switch { 0 => 1, 1 => 2, _ => 4 };
            for (int j = i + 1; j < size; j++)
            {
                factor[(i * stride) + j] = (int)random[(i * size) + j] / 4;
            }
        }

        return factor;
    }

    private static float[] Product(float[] factor, int size, int stride)
    {
        float[] matrix = new float[stride * stride];
        double[] exact = Rebuild(factor, size, stride);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                matrix[(i * stride) + j] = (float)exact[(Math.Min(i, j) * stride) + Math.Max(i, j)];
            }
        }

        return matrix;
    }

    /// <summary>Upper triangle of UᵀU in double precision.</summary>
    private static double[] Rebuild(float[] factor, int size, int stride)
    {
        double[] result = new double[stride * stride];
        for (int k = 0; k < size; k++)
        {
            for (int i = k; i < size; i++)
            {
                double left = factor[(k * stride) + i];
                for (int j = i; j < size; j++)
                {
                    result[(i * stride) + j] += left * factor[(k * stride) + j];
                }
            }
        }

        return result;
    }

    private static float[] Multiply(float[] matrix, float[] vector, int stride)
    {
        float[] result = new float[stride];
        for (int i = 0; i < stride; i++)
        {
            double sum = 0;
            for (int j = 0; j < stride; j++)
            {
                sum += (double)matrix[(i * stride) + j] * vector[j];
            }

            result[i] = (float)sum;
        }

        return result;
    }

    private static float[] RandomPositiveDefinite(int size, int stride)
    {
        int count = size + 5;
        float[] rows = KernelData.Normal((ulong)size, count * size);
        float[] matrix = new float[stride * stride];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double sum = i == j ? 0.5 : 0;
                for (int k = 0; k < count; k++)
                {
                    sum += (double)rows[(k * size) + i] * rows[(k * size) + j];
                }

                matrix[(i * stride) + j] = (float)sum;
            }
        }

        return matrix;
    }

    private static void AssertSmallResidual(float[] matrix, float[] x, float[] right, int size, int stride)
    {
        for (int i = 0; i < size; i++)
        {
            double residual = right[i];
            double magnitude = 0;
            for (int j = 0; j < size; j++)
            {
                residual -= (double)matrix[(i * stride) + j] * x[j];
                magnitude += Math.Sqrt((double)matrix[(i * stride) + i] * matrix[(j * stride) + j]) * Math.Abs(x[j]);
            }

            Assert.True(Math.Abs(residual) <= 4 * (size + 2) * KernelData.Epsilon * magnitude, $"order {size}, row {i}: residual {residual}");
        }
    }
}
