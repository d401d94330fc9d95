using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// Scores of a few items for a block of users, one user in each lane, and at once the question whether any of them
/// reaches its user's threshold: most tiles do not, and no score leaves the registers. 512 bits: 8 items × 32 users, 256
/// bits: 4 items × 16 users. Floor: 2·d operations for each pair.
/// </summary>
internal static class ScoreTileKernel
{
    /// <summary>Users of a block; 0 where registers are too narrow for tiles to pay.</summary>
    public static int Users => Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? 32 : Fma.IsSupported ? 16 : 0;

    /// <summary>Items of a tile.</summary>
    public static int Items => Users == 32 ? 8 : 4;

    /// <summary>Scores one tile.</summary>
    /// <param name="items">The rows of <see cref="Items"/> items.</param>
    /// <param name="stride">Length of a row.</param>
    /// <param name="users">The users' vectors, transposed: columns × <see cref="Users"/>.</param>
    /// <param name="columns">Number of factors.</param>
    /// <param name="thresholds">One for each user.</param>
    /// <param name="hits">When the answer is true: for each item one bit for each user whose threshold it reaches. No score may be NaN.</param>
    /// <returns>Whether any score is at or above its user's threshold.</returns>
    public static bool Run(
        ReadOnlySpan<float> items, int stride, ReadOnlySpan<float> users, int columns, ReadOnlySpan<float> thresholds, Span<uint> hits)
    {
        if (items.Length < Items * stride || users.Length < columns * Users || thresholds.Length < Users || hits.Length < Items)
        {
            Kernels.ThrowLength("A tile", items.Length, (long)Items * stride);
        }

        ref float y = ref MemoryMarshal.GetReference(items);
        ref float x = ref MemoryMarshal.GetReference(users);
        ref float t = ref MemoryMarshal.GetReference(thresholds);
        ref uint h = ref MemoryMarshal.GetReference(hits);
        return Users == 32 ? Tile512(ref y, stride, ref x, columns, ref t, ref h) : Tile256(ref y, stride, ref x, columns, ref t, ref h);
    }

    private static bool Tile512(ref float item, nint stride, ref float users, nint columns, ref float thresholds, ref uint hits)
    {
        ref float i1 = ref Unsafe.Add(ref item, stride);
        ref float i2 = ref Unsafe.Add(ref i1, stride);
        ref float i3 = ref Unsafe.Add(ref i2, stride);
        ref float i4 = ref Unsafe.Add(ref i3, stride);
        ref float i5 = ref Unsafe.Add(ref i4, stride);
        ref float i6 = ref Unsafe.Add(ref i5, stride);
        ref float i7 = ref Unsafe.Add(ref i6, stride);
        Vector512<float> s00 = Vector512<float>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00, s60 = s00, s61 = s00, s70 = s00, s71 = s00;
        for (nint k = 0; k < columns; k++)
        {
            Vector512<float> r0 = Vector512.LoadUnsafe(ref users), r1 = Vector512.LoadUnsafe(ref users, 16);
            users = ref Unsafe.Add(ref users, 32);
            Vector512<float> x = Vector512.Create(Unsafe.Add(ref item, k));
            s00 = Avx512F.FusedMultiplyAdd(x, r0, s00);
            s01 = Avx512F.FusedMultiplyAdd(x, r1, s01);
            x = Vector512.Create(Unsafe.Add(ref i1, k));
            s10 = Avx512F.FusedMultiplyAdd(x, r0, s10);
            s11 = Avx512F.FusedMultiplyAdd(x, r1, s11);
            x = Vector512.Create(Unsafe.Add(ref i2, k));
            s20 = Avx512F.FusedMultiplyAdd(x, r0, s20);
            s21 = Avx512F.FusedMultiplyAdd(x, r1, s21);
            x = Vector512.Create(Unsafe.Add(ref i3, k));
            s30 = Avx512F.FusedMultiplyAdd(x, r0, s30);
            s31 = Avx512F.FusedMultiplyAdd(x, r1, s31);
            x = Vector512.Create(Unsafe.Add(ref i4, k));
            s40 = Avx512F.FusedMultiplyAdd(x, r0, s40);
            s41 = Avx512F.FusedMultiplyAdd(x, r1, s41);
            x = Vector512.Create(Unsafe.Add(ref i5, k));
            s50 = Avx512F.FusedMultiplyAdd(x, r0, s50);
            s51 = Avx512F.FusedMultiplyAdd(x, r1, s51);
            x = Vector512.Create(Unsafe.Add(ref i6, k));
            s60 = Avx512F.FusedMultiplyAdd(x, r0, s60);
            s61 = Avx512F.FusedMultiplyAdd(x, r1, s61);
            x = Vector512.Create(Unsafe.Add(ref i7, k));
            s70 = Avx512F.FusedMultiplyAdd(x, r0, s70);
            s71 = Avx512F.FusedMultiplyAdd(x, r1, s71);
        }

        Vector512<float> m0 = Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(s00, s10), s20), s30), s40), s50), s60), s70);
        Vector512<float> m1 = Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(s01, s11), s21), s31), s41), s51), s61), s71);
        if (Vector512.LessThanAll(m0, Vector512.LoadUnsafe(ref thresholds)) && Vector512.LessThanAll(m1, Vector512.LoadUnsafe(ref thresholds, 16)))
        {
            return false;
        }

        Unsafe.Add(ref hits, 0) = Mask512(s00, s01, ref thresholds);
        Unsafe.Add(ref hits, 1) = Mask512(s10, s11, ref thresholds);
        Unsafe.Add(ref hits, 2) = Mask512(s20, s21, ref thresholds);
        Unsafe.Add(ref hits, 3) = Mask512(s30, s31, ref thresholds);
        Unsafe.Add(ref hits, 4) = Mask512(s40, s41, ref thresholds);
        Unsafe.Add(ref hits, 5) = Mask512(s50, s51, ref thresholds);
        Unsafe.Add(ref hits, 6) = Mask512(s60, s61, ref thresholds);
        Unsafe.Add(ref hits, 7) = Mask512(s70, s71, ref thresholds);
        return true;
    }

    private static bool Tile256(ref float item, nint stride, ref float users, nint columns, ref float thresholds, ref uint hits)
    {
        ref float i1 = ref Unsafe.Add(ref item, stride);
        ref float i2 = ref Unsafe.Add(ref i1, stride);
        ref float i3 = ref Unsafe.Add(ref i2, stride);
        Vector256<float> s00 = Vector256<float>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (nint k = 0; k < columns; k++)
        {
            Vector256<float> r0 = Vector256.LoadUnsafe(ref users), r1 = Vector256.LoadUnsafe(ref users, 8);
            users = ref Unsafe.Add(ref users, 16);
            Vector256<float> x = Vector256.Create(Unsafe.Add(ref item, k));
            s00 = Fma.MultiplyAdd(x, r0, s00);
            s01 = Fma.MultiplyAdd(x, r1, s01);
            x = Vector256.Create(Unsafe.Add(ref i1, k));
            s10 = Fma.MultiplyAdd(x, r0, s10);
            s11 = Fma.MultiplyAdd(x, r1, s11);
            x = Vector256.Create(Unsafe.Add(ref i2, k));
            s20 = Fma.MultiplyAdd(x, r0, s20);
            s21 = Fma.MultiplyAdd(x, r1, s21);
            x = Vector256.Create(Unsafe.Add(ref i3, k));
            s30 = Fma.MultiplyAdd(x, r0, s30);
            s31 = Fma.MultiplyAdd(x, r1, s31);
        }

        Vector256<float> m0 = Vector256.MaxNative(Vector256.MaxNative(Vector256.MaxNative(s00, s10), s20), s30);
        Vector256<float> m1 = Vector256.MaxNative(Vector256.MaxNative(Vector256.MaxNative(s01, s11), s21), s31);
        if (Vector256.LessThanAll(m0, Vector256.LoadUnsafe(ref thresholds)) && Vector256.LessThanAll(m1, Vector256.LoadUnsafe(ref thresholds, 8)))
        {
            return false;
        }

        Unsafe.Add(ref hits, 0) = Mask256(s00, s01, ref thresholds);
        Unsafe.Add(ref hits, 1) = Mask256(s10, s11, ref thresholds);
        Unsafe.Add(ref hits, 2) = Mask256(s20, s21, ref thresholds);
        Unsafe.Add(ref hits, 3) = Mask256(s30, s31, ref thresholds);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mask512(Vector512<float> low, Vector512<float> high, ref float thresholds)
    {
        ulong lowBits = Vector512.GreaterThanOrEqual(low, Vector512.LoadUnsafe(ref thresholds)).ExtractMostSignificantBits();
        ulong highBits = Vector512.GreaterThanOrEqual(high, Vector512.LoadUnsafe(ref thresholds, 16)).ExtractMostSignificantBits();
        return (uint)(lowBits | (highBits << 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mask256(Vector256<float> low, Vector256<float> high, ref float thresholds)
    {
        uint lowBits = Vector256.GreaterThanOrEqual(low, Vector256.LoadUnsafe(ref thresholds)).ExtractMostSignificantBits();
        uint highBits = Vector256.GreaterThanOrEqual(high, Vector256.LoadUnsafe(ref thresholds, 8)).ExtractMostSignificantBits();
        return lowBits | (highBits << 8);
    }
}
