using System.Runtime.Intrinsics;

namespace MovieRec.Numerics;

/// <summary>The register width that kernels run at on this machine.</summary>
internal enum SimdWidth
{
    Scalar = 1,
    Vector128 = 4,
    Vector256 = 8,
    Vector512 = 16,

    /// <summary>Eight lanes, unfused, in a fixed order: the same bits on every machine (<see cref="StrictSimd8"/>).</summary>
    Strict = 108,
}

/// <summary>Chooses the width once; the JIT sees constants and drops the other branches.</summary>
internal static class SimdSupport
{
    public static SimdWidth Best =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Vector512 :
        Vector256.IsHardwareAccelerated ? SimdWidth.Vector256 :
        Vector128.IsHardwareAccelerated ? SimdWidth.Vector128 :
        SimdWidth.Scalar;
}
