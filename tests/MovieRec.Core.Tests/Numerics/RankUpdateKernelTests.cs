namespace MovieRec.Tests.Numerics;

public sealed class RankUpdateKernelTests
{
    public static TheoryData<int> Lanes() => KernelData.Lanes();

    [Theory]
    [MemberData(nameof(Lanes))]
    public void RankUpdate_IntegersEveryLength_UpperTriangleExact(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        for (int stride = 16; stride <= 256; stride += 16)
        {
            foreach (int count in (int[])[0, 1, 2, 5])
            {
                float[] left = KernelData.Integers(1, stride * count);
                float[] right = Scaled(left, stride, [2, -3, 1, 5, 4]);
                float[] start = Symmetric(stride);
                float[] matrix = [.. start];
                kernels.RankUpdate(matrix, stride, left, right, count);
                for (int i = 0; i < stride; i++)
                {
                    for (int j = 0; j < stride; j++)
                    {
                        double exact = start[(i * stride) + j];
                        for (int k = 0; k < count; k++)
                        {
                            exact += (double)left[(k * stride) + i] * right[(k * stride) + j];
                        }

                        float actual = matrix[(i * stride) + j];
                        bool untouched = j < i && actual == start[(i * stride) + j];
                        if (actual != exact && !untouched)
                        {
                            Assert.Fail($"stride {stride}, count {count}, ({i}, {j}): {actual} instead of {exact}");
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void RankUpdate_RandomNumbers_WithinRoundingOfDoubleOracle(int lanes)
    {
        const int Stride = 48;
        const int Count = 300;
        float[] left = KernelData.Normal(11, Stride * Count);
        float[] matrix = new float[Stride * Stride];
        KernelSet.For(lanes).RankUpdate(matrix, Stride, left, left, Count);
        for (int i = 0; i < Stride; i++)
        {
            for (int j = i; j < Stride; j++)
            {
                double exact = 0, magnitude = 0;
                for (int k = 0; k < Count; k++)
                {
                    double product = (double)left[(k * Stride) + i] * left[(k * Stride) + j];
                    exact += product;
                    magnitude += Math.Abs(product);
                }

                Assert.True(
                    Math.Abs(matrix[(i * Stride) + j] - exact) <= Count * KernelData.Epsilon * magnitude,
                    $"({i}, {j}): {matrix[(i * Stride) + j]} instead of {exact}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void RankUpdate_NaNInOneColumn_ReachesThatRowAndColumnOnly(int lanes)
    {
        const int Stride = 32;
        float[] left = new float[Stride];
        Array.Fill(left, 1f);
        left[5] = float.NaN;
        float[] matrix = new float[Stride * Stride];
        KernelSet.For(lanes).RankUpdate(matrix, Stride, left, left, 1);
        for (int i = 0; i < Stride; i++)
        {
            for (int j = i; j < Stride; j++)
            {
                Assert.Equal(i == 5 || j == 5 ? float.NaN : 1f, matrix[(i * Stride) + j]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void RankUpdate_WrongLengths_Throw(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        Assert.Throws<ArgumentException>(() => kernels.RankUpdate(new float[255], 16, new float[16], new float[16], 1));
        Assert.Throws<ArgumentException>(() => kernels.RankUpdate(new float[256], 16, new float[31], new float[32], 2));
        Assert.Throws<ArgumentException>(() => kernels.RankUpdate(new float[256], 16, new float[32], new float[31], 2));
        Assert.Throws<ArgumentException>(() => kernels.RankUpdate(new float[1000], 18, new float[32], new float[32], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernels.RankUpdate(new float[256], 16, new float[16], new float[16], -1));
        Assert.Throws<ArgumentException>(() => kernels.RankUpdate(new float[256], 16, new float[16], new float[16], int.MaxValue / 4));
    }

    private static float[] Scaled(float[] rows, int stride, ReadOnlySpan<float> weights)
    {
        float[] result = [.. rows];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] *= weights[i / stride];
        }

        return result;
    }

    private static float[] Symmetric(int stride)
    {
        float[] matrix = new float[stride * stride];
        for (int i = 0; i < stride; i++)
        {
            for (int j = 0; j < stride; j++)
            {
                matrix[(i * stride) + j] = 1 + ((i + j) % 7);
            }
        }

        return matrix;
    }
}
