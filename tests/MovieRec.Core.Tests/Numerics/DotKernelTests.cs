using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class DotKernelTests
{
    public static TheoryData<int> Lanes() => KernelData.Lanes();

    [Theory]
    [MemberData(nameof(Lanes))]
    public void DotRows_EveryLengthAndRowCount_WithinRoundingOfDoubleOracle(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        for (int stride = 16; stride <= 256; stride += 16)
        {
            float[] query = KernelData.Normal(1, stride);
            for (int count = 0; count <= 9; count++)
            {
                float[] rows = KernelData.Normal((ulong)(stride + count), stride * count);
                float[] scores = new float[count];
                kernels.DotRows(query, rows, scores);
                for (int r = 0; r < count; r++)
                {
                    double exact = 0, magnitude = 0;
                    for (int i = 0; i < stride; i++)
                    {
                        double product = (double)query[i] * rows[(r * stride) + i];
                        exact += product;
                        magnitude += Math.Abs(product);
                    }

                    Assert.True(
                        Math.Abs(scores[r] - exact) <= stride * KernelData.Epsilon * magnitude,
                        $"stride {stride}, row {r} of {count}: {scores[r]} instead of {exact}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void DotRows_IntegersAndEveryColumnCount_ExactlyEqualToScalarTwin(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        KernelSet twin = KernelSet.For(1);
        for (int columns = 1; columns <= 80; columns++)
        {
            FactorMatrix rows = Matrix(7, columns);
            FactorMatrix query = Matrix(1, columns);
            float[] scores = new float[7];
            float[] expected = new float[7];
            kernels.DotRows(query.Values, rows.Values, scores);
            twin.DotRows(query.Values, rows.Values, expected);
            Assert.Equal(expected, scores);
            Assert.Equal(Oracle(query.Row(0), rows.Row(6)), scores[6]);
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void DotRows_RowAloneOrInABlock_SameBits(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        const int Stride = 80;
        float[] query = KernelData.Normal(3, Stride);
        float[] rows = KernelData.Normal(4, 11 * Stride);
        float[] together = new float[11];
        kernels.DotRows(query, rows, together);
        for (int r = 0; r < 11; r++)
        {
            float[] alone = new float[1];
            kernels.DotRows(query, rows.AsSpan(r * Stride, Stride), alone);
            Assert.Equal(BitConverter.SingleToInt32Bits(alone[0]), BitConverter.SingleToInt32Bits(together[r]));
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void DotRows_SpecialValues_StayInTheirRow(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        const int Stride = 32;
        float[] query = new float[Stride];
        Array.Fill(query, 1f);
        float[] rows = new float[8 * Stride];
        for (int lane = 0; lane < Stride; lane++)
        {
            Array.Clear(rows);
            rows[lane] = float.NaN;
            rows[(1 * Stride) + lane] = float.PositiveInfinity;
            rows[(2 * Stride) + lane] = float.NegativeInfinity;
            rows[(3 * Stride) + lane] = float.Epsilon;
            rows[(4 * Stride) + lane] = float.MaxValue;
            rows[(5 * Stride) + lane] = -0f;
            rows[(6 * Stride) + lane] = float.PositiveInfinity;
            rows[(6 * Stride) + ((lane + 5) % Stride)] = float.NegativeInfinity;
            float[] scores = new float[8];
            kernels.DotRows(query, rows, scores);
            Assert.Equal(
                [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue, 0f, float.NaN, 0f], scores);
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void DotRows_ProductsBeyondSinglePrecision_AreInfinite(int lanes)
    {
        float[] query = new float[16];
        float[] row = new float[16];
        query[9] = row[9] = 1e30f;
        float[] scores = new float[1];
        KernelSet.For(lanes).DotRows(query, row, scores);
        Assert.Equal(float.PositiveInfinity, scores[0]);
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void DotRows_WrongLengths_Throw(int lanes)
    {
        KernelSet kernels = KernelSet.For(lanes);
        ArgumentException rows = Assert.Throws<ArgumentException>(() => kernels.DotRows(new float[32], new float[95], new float[3]));
        Assert.Contains("95", rows.Message, StringComparison.Ordinal);
        Assert.Contains("96", rows.Message, StringComparison.Ordinal);
        if (lanes == 108)
        {
            lanes = 8;
        }

        if (lanes > 1)
        {
            ArgumentException query = Assert.Throws<ArgumentException>(() => kernels.DotRows(new float[lanes + 1], new float[96], new float[3]));
            Assert.Contains($"{lanes + 1} floats; a multiple of {lanes}", query.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Dot_IsOneRowOfDotRows()
    {
        float[] a = KernelData.Normal(5, 64);
        float[] b = KernelData.Normal(6, 64);
        float[] scores = new float[1];
        Kernels.DotRows(a, b, scores);
        Assert.Equal(BitConverter.SingleToInt32Bits(scores[0]), BitConverter.SingleToInt32Bits(Kernels.Dot(a, b)));
        Assert.Equal(0f, Kernels.Dot([], []));
        Assert.Throws<ArgumentException>(() => Kernels.Dot(a, b.AsSpan(0, 48)));
    }

    private static FactorMatrix Matrix(int rows, int columns)
    {
        FactorMatrix matrix = new(rows, columns);
        float[] values = KernelData.Integers((ulong)(rows + (100 * columns)), rows * columns);
        for (int r = 0; r < rows; r++)
        {
            values.AsSpan(r * columns, columns).CopyTo(matrix.Row(r));
        }

        return matrix;
    }

    private static float Oracle(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return (float)sum;
    }
}
