using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class SimdSupportTests
{
    /// <summary>
    /// Run the kernel tests again under DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0 with
    /// MOVIEREC_EXPECT_SIMD naming the width: this test shows that the switch took effect.
    /// </summary>
    [Fact]
    public void Best_ExpectedWidthGiven_IsThatWidth()
    {
        string? expected = Environment.GetEnvironmentVariable("MOVIEREC_EXPECT_SIMD");
        Assert.SkipWhen(string.IsNullOrEmpty(expected), "MOVIEREC_EXPECT_SIMD does not name a width (Scalar, Vector128, Vector256, Vector512).");
        Assert.Contains(expected, Enum.GetNames<SimdWidth>());
        Assert.Equal(expected, SimdSupport.Best.ToString());
    }

    [Fact]
    public void Best_EntryPoints_UseThatWidth()
    {
        // One lane each: sums of these numbers differ in the last bits between widths, so equal bits mean equal width.
        float[] query = KernelData.Normal(1, 256);
        float[] rows = KernelData.Normal(2, 256 * 64);
        float[] expected = new float[64];
        float[] actual = new float[64];
        KernelSet.For((int)SimdSupport.Best).DotRows(query, rows, expected);
        Kernels.DotRows(query, rows, actual);
        Assert.Equal(KernelData.BitsOf(expected), KernelData.BitsOf(actual));
    }
}
