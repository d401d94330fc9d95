namespace MovieRec.Tests.Numerics;

public sealed class DistanceKernelTests
{
    public static TheoryData<int> Lanes() => KernelData.Lanes();

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Distances_EveryLengthAndRowCount_WithinRoundingOfDoubleOracle(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        for (int stride = 16; stride <= 256; stride += 16)
        {
            float[] query = KernelData.Normal(1, stride);
            for (int count = 0; count <= 6; count++)
            {
                float[] rows = KernelData.Normal((ulong)(2 + stride), stride * count);
                float[] scores = new float[count];
                kernels.Distances(query, rows, scores);
                for (int r = 0; r < count; r++)
                {
                    double exact = 0;
                    for (int i = 0; i < stride; i++)
                    {
                        exact -= Math.Pow((double)query[i] - rows[(r * stride) + i], 2);
                    }

                    Assert.True(
                        Math.Abs(scores[r] - exact) <= (stride + 4) * KernelData.Epsilon * -exact,
                        $"stride {stride}, row {r} of {count}: {scores[r]} instead of {exact}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Distances_EqualRow_IsPositiveZeroAndNeighboursKeepTheirDigits(int lanes)
    {
        // ‖a‖² + ‖b‖² − 2⟨a, b⟩ would lose every digit here.
        float[] query = new float[16];
        Array.Fill(query, 4096f);
        float[] rows = [.. query, .. query];
        rows[16 + 11] = 4096.5f;
        float[] scores = new float[2];
        KernelSet.For(lanes).Distances(query, rows, scores);
        Assert.Equal(BitConverter.SingleToInt32Bits(0f), BitConverter.SingleToInt32Bits(scores[0]));
        Assert.Equal(-0.25f, scores[1]);
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Distances_Integers_ExactlyEqualToScalarTwin(int lanes)
    {
        for (int stride = 16; stride <= 256; stride += 16)
        {
            float[] query = KernelData.Integers(8, stride);
            float[] rows = KernelData.Integers(9, 5 * stride);
            float[] scores = new float[5];
            float[] expected = new float[5];
            KernelSet.For(lanes).Distances(query, rows, scores);
            KernelSet.For(1).Distances(query, rows, expected);
            Assert.Equal(expected, scores);
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Distances_SpecialValues_StayInTheirRow(int lanes)
    {
        float[] query = new float[16];
        query[3] = 1;
        float[] rows = new float[5 * 16];
        rows[3] = float.NaN;
        rows[16 + 3] = float.PositiveInfinity;
        rows[32 + 3] = float.NegativeInfinity;
        rows[48 + 3] = 1e20f;
        float[] scores = new float[5];
        KernelSet.For(lanes).Distances(query, rows, scores);
        Assert.Equal([float.NaN, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, -1f], scores);
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Distances_WrongLengths_ThrowNamingTheSpan(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        ArgumentException rows = Assert.Throws<ArgumentException>(() => kernels.Distances(new float[16], new float[31], new float[2]));
        Assert.Contains("matrix holds 31 floats; 32", rows.Message, StringComparison.Ordinal);
        if (lanes > 1)
        {
            ArgumentException query = Assert.Throws<ArgumentException>(() => kernels.Distances(new float[lanes + 1], new float[99], new float[2]));
            Assert.Contains($"query holds {lanes + 1} floats", query.Message, StringComparison.Ordinal);
        }
    }
}
