namespace MovieRec.Tests.Numerics;

public sealed class WeightedSumKernelTests
{
    public static TheoryData<int> Lanes() => KernelData.Lanes();

    [Theory]
    [MemberData(nameof(Lanes))]
    public void WeightedSum_IntegersEveryLength_AddsExactly(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        for (int stride = 16; stride <= 256; stride += 16)
        {
            for (int count = 0; count <= 4; count++)
            {
                float[] rows = KernelData.Integers(1, stride * count);
                float[] weights = KernelData.Integers(2, count);
                float[] start = KernelData.Integers(3, stride);
                float[] destination = [.. start];
                kernels.WeightedSum(destination, rows, weights);
                for (int j = 0; j < stride; j++)
                {
                    double exact = start[j];
                    for (int k = 0; k < count; k++)
                    {
                        exact += (double)weights[k] * rows[(k * stride) + j];
                    }

                    Assert.Equal((float)exact, destination[j]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void WeightedSum_RandomNumbers_WithinRoundingOfDoubleOracle(int lanes)
    {
        const int Stride = 80;
        const int Count = 130;
        float[] rows = KernelData.Normal(4, Stride * Count);
        float[] weights = KernelData.Normal(5, Count);
        float[] destination = new float[Stride];
        KernelSet.For(lanes).WeightedSum(destination, rows, weights);
        for (int j = 0; j < Stride; j++)
        {
            double exact = 0, magnitude = 0;
            for (int k = 0; k < Count; k++)
            {
                double product = (double)weights[k] * rows[(k * Stride) + j];
                exact += product;
                magnitude += Math.Abs(product);
            }

            Assert.True(Math.Abs(destination[j] - exact) <= Count * KernelData.Epsilon * magnitude, $"column {j}: {destination[j]} instead of {exact}");
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void WeightedSum_SpecialValues_StayInTheirColumn(int lanes)
    {
        float[] destination = new float[16];
        float[] rows = new float[16];
        rows[2] = float.NaN;
        rows[7] = float.PositiveInfinity;
        rows[9] = float.Epsilon;
        KernelSet.For(lanes).WeightedSum(destination, rows, [-1f]);
        float[] expected = new float[16];
        expected[2] = float.NaN;
        expected[7] = float.NegativeInfinity;
        expected[9] = -float.Epsilon;
        Assert.Equal(expected, destination);
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void WeightedSum_WrongLengths_ThrowNamingTheSpan(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        ArgumentException block = Assert.Throws<ArgumentException>(() => kernels.WeightedSum(new float[16], new float[31], [1, 1]));
        Assert.Contains("block holds 31 floats; 32", block.Message, StringComparison.Ordinal);
        if (lanes > 1)
        {
            ArgumentException destination = Assert.Throws<ArgumentException>(() => kernels.WeightedSum(new float[lanes + 1], new float[99], [1]));
            Assert.Contains($"destination holds {lanes + 1} floats", destination.Message, StringComparison.Ordinal);
        }
    }
}
