using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

/// <summary>Kernels that read rows of a factor matrix by index.</summary>
public sealed class GatheredKernelTests
{
    private const int Rows = 61;

    public static TheoryData<int> Lanes() => [1, 4, 8, 16];

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Gather_AnyLengthAndWeights_EqualsDoubleOracle(int lanes)
    {
        for (int stride = 16; stride <= 144; stride += 16)
        {
            float[] factors = KernelData.Normal(5, Rows * stride);
            foreach (int count in (int[])[0, 1, 2, 47, 48, 49, 255, 256, 300])
            {
                int[] list = List(count);
                float[] weights = [.. KernelData.Normal(6, count).Select(Math.Abs)];
                Check(lanes, stride, factors, list, [], 1);
                Check(lanes, stride, factors, list, [], 2.5f);
                Check(lanes, stride, factors, list, weights, 3);
            }
        }
    }

    [Fact]
    public void Gather_WidthsWithFusedMultiplyAdd_SameBits()
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.Avx512F.IsSupported, "Needs 512-bit and 256-bit registers on one machine.");
        const int Stride = 112;
        float[] factors = KernelData.Normal(5, Rows * Stride);
        int[] list = List(200);
        float[] wide = new float[Stride * Stride];
        float[] narrow = new float[Stride * Stride];
        RankUpdateKernel<Simd16>.Gather(wide, Stride, factors, Stride, list, [], 1);
        RankUpdateKernel<Simd8>.Gather(narrow, Stride, factors, Stride, list, [], 1);
        for (int i = 0; i < Stride; i++)
        {
            Assert.True(wide.AsSpan((i * Stride) + i, Stride - i).SequenceEqual(narrow.AsSpan((i * Stride) + i, Stride - i)), $"row {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void WeightedSumGather_AnyLength_EqualsDoubleOracle(int lanes)
    {
        for (int stride = 16; stride <= 144; stride += 16)
        {
            float[] factors = KernelData.Normal(5, Rows * stride);
            foreach (int count in (int[])[0, 1, 2, 3, 64, 101])
            {
                int[] list = List(count);
                float[] weights = [.. KernelData.Normal(6, count).Select(Math.Abs)];
                foreach (float[] w in (float[][])[[], weights])
                {
                    float[] actual = KernelData.Normal(7, stride);
                    double[] expected = [.. actual.Select(v => (double)v)];
                    double[] magnitude = [.. expected.Select(Math.Abs)];
                    for (int k = 0; k < count; k++)
                    {
                        double weight = 0.5 + (2.0 * (w.Length == 0 ? 1 : w[k]));
                        for (int j = 0; j < stride; j++)
                        {
                            expected[j] += weight * factors[(list[k] * stride) + j];
                            magnitude[j] += Math.Abs(weight * factors[(list[k] * stride) + j]);
                        }
                    }

                    Sum(lanes, actual, factors, list, w);
                    for (int j = 0; j < stride; j++)
                    {
                        Assert.Equal(expected[j], actual[j], (count + 4) * KernelData.Epsilon * magnitude[j]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Gathered_BlockOfColumns_TakesThoseColumnsOnly()
    {
        const int Stride = 80, First = 32, Size = 16;
        float[] factors = KernelData.Integers(5, Rows * Stride);
        int[] list = List(40);
        float[] matrix = new float[Size * Size];
        float[] sum = new float[Size];
        float[] dots = new float[40];
        float[] vector = KernelData.Integers(6, Size);
        dots.AsSpan().Fill(3);
        Kernels.RankUpdateGathered(matrix, Size, factors.AsSpan(First), Stride, list, default);
        Kernels.WeightedSumGathered(sum, factors.AsSpan(First), Stride, list, default, 2, 1);
        Kernels.AddDotsGathered(vector, factors.AsSpan(First), Stride, list, dots);
        for (int i = 0; i < Size; i++)
        {
            Assert.Equal(list.Sum(r => 3 * factors[(r * Stride) + First + i]), sum[i]);
            for (int j = i; j < Size; j++)
            {
                Assert.Equal(list.Sum(r => factors[(r * Stride) + First + i] * factors[(r * Stride) + First + j]), matrix[(i * Size) + j]);
            }
        }

        for (int k = 0; k < list.Length; k++)
        {
            Assert.Equal(3 + Enumerable.Range(0, Size).Sum(i => vector[i] * factors[(list[k] * Stride) + First + i]), dots[k]);
        }
    }

    [Fact]
    public void Refinement_SumsOverRows_EqualPlainLoops()
    {
        const int Stride = 48;
        float[] factors = KernelData.Normal(5, Rows * Stride);
        int[] list = List(33);
        float[] weights = [.. KernelData.Normal(6, 33).Select(Math.Abs)];
        double[] solution = [.. KernelData.Normal(8, Stride).Select(v => (double)v)];
        double[] sum = new double[Stride];
        double[] residual = new double[Stride];
        double[] expectedSum = new double[Stride];
        double[] expectedResidual = new double[Stride];
        RefinementKernel.AddRows(sum, factors, list, weights, 2, 1);
        RefinementKernel.SubtractProduct(residual, solution, factors, list, weights, 3);
        for (int k = 0; k < list.Length; k++)
        {
            ReadOnlySpan<float> row = factors.AsSpan(list[k] * Stride, Stride);
            double product = 0;
            for (int j = 0; j < Stride; j++)
            {
                product += row[j] * solution[j];
            }

            Assert.Equal(product, RefinementKernel.Dot(solution, row), 1e-12 * Stride);
            for (int j = 0; j < Stride; j++)
            {
                expectedSum[j] += (1 + (2.0 * weights[k])) * row[j];
                expectedResidual[j] -= 3.0 * weights[k] * product * row[j];
            }
        }

        for (int j = 0; j < Stride; j++)
        {
            Assert.Equal(expectedSum[j], sum[j], 1e-11);
            Assert.Equal(expectedResidual[j], residual[j], 1e-10);
        }
    }

    [Fact]
    public void QuantizedDotRows_ExtremeValues_AreExact()
    {
        for (int length = 32; length <= 1024; length += 96)
        {
            short[] query = new short[length];
            sbyte[] rows = new sbyte[3 * length];
            long[] expected = new long[3];
            for (int j = 0; j < length; j++)
            {
                query[j] = (short)(j % 5 == 0 ? -QuantizedDotKernel.MaxQuery : QuantizedDotKernel.MaxQuery - j);
                rows[j] = (sbyte)(j % 5 == 0 ? -QuantizedDotKernel.MaxRow : QuantizedDotKernel.MaxRow);
                rows[length + j] = (sbyte)((j * 37 % 255) - 127);
                rows[(2 * length) + j] = 0;
                expected[0] += query[j] * rows[j];
                expected[1] += query[j] * rows[length + j];
            }

            int[] products = new int[3];
            QuantizedDotKernel.DotRows(query, rows, products);
            Assert.Equal(expected, products.Select(p => (long)p));
        }

        Assert.Throws<ArgumentException>(() => QuantizedDotKernel.DotRows(new short[31], new sbyte[31], new int[1]));
        Assert.Throws<ArgumentException>(() => QuantizedDotKernel.DotRows(new short[32], new sbyte[32], new int[2]));
    }

    private static int[] List(int count) => [.. Enumerable.Range(0, count).Select(k => (int)(SeededRandom.Hash(3, (ulong)k) % Rows))];

    private static void Check(int lanes, int stride, float[] factors, int[] list, float[] weights, float scale)
    {
        float[] matrix = new float[stride * stride];
        switch (lanes)
        {
            case 1: RankUpdateKernel<Simd1>.Gather(matrix, stride, factors, stride, list, weights, scale); break;
            case 4: RankUpdateKernel<Simd4>.Gather(matrix, stride, factors, stride, list, weights, scale); break;
            case 8: RankUpdateKernel<Simd8>.Gather(matrix, stride, factors, stride, list, weights, scale); break;
            default: RankUpdateKernel<Simd16>.Gather(matrix, stride, factors, stride, list, weights, scale); break;
        }

        for (int i = 0; i < stride; i += 7)
        {
            for (int j = i; j < stride; j += 3)
            {
                double exact = 0, magnitude = 0;
                for (int k = 0; k < list.Length; k++)
                {
                    double term = (double)scale * (weights.Length == 0 ? 1 : weights[k])
                        * factors[(list[k] * stride) + i] * factors[(list[k] * stride) + j];
                    exact += term;
                    magnitude += Math.Abs(term);
                }

                double bound = (list.Length + 4) * KernelData.Epsilon * magnitude;
                if (!(Math.Abs(exact - matrix[(i * stride) + j]) <= bound))
                {
                    Assert.Fail($"stride {stride}, {list.Length} rows, ({i}, {j}): {matrix[(i * stride) + j]} instead of {exact}");
                }
            }
        }
    }

    private static void Sum(int lanes, float[] destination, float[] factors, int[] list, float[] weights)
    {
        switch (lanes)
        {
            case 1: WeightedSumKernel<Simd1>.Gather(destination, factors, destination.Length, list, weights, 2, 0.5f); break;
            case 4: WeightedSumKernel<Simd4>.Gather(destination, factors, destination.Length, list, weights, 2, 0.5f); break;
            case 8: WeightedSumKernel<Simd8>.Gather(destination, factors, destination.Length, list, weights, 2, 0.5f); break;
            default: WeightedSumKernel<Simd16>.Gather(destination, factors, destination.Length, list, weights, 2, 0.5f); break;
        }
    }
}
