using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

/// <summary>Numbers for kernel tests, by seed.</summary>
internal static class KernelData
{
    /// <summary>One rounding step of single precision, relative.</summary>
    public const double Epsilon = 1.0 / (1 << 23);

    public static TheoryData<int> Lanes() => [.. KernelSet.AllLanes];

    public static float[] Normal(ulong seed, int length)
    {
        float[] values = new float[length];
        SeededRandom.Normal(seed, 0, values);
        return values;
    }

    /// <summary>Integers in −8 … 8: products and their sums are exact in single precision, so every width must give the same number.</summary>
    public static float[] Integers(ulong seed, int length)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (int)(SeededRandom.Hash(seed, (ulong)i) % 17) - 8;
        }

        return values;
    }

    public static int[] BitsOf(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
