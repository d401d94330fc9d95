using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// <see cref="TileKernel{T, TRows, TMode}"/> for 256-bit registers with fused multiply-adds. Sixteen registers hold 6 × 2 accumulators,
/// two right values and one left value; a block of 16 rows is covered as 6 + 5 + 5.
/// </summary>
internal static class Tile256<TRows, TMode>
    where TRows : struct, IRowOrder
    where TMode : struct, ITileMode
{
    public static void BlockRow(
        ref float tile, int tileStride, int columns, ref float left, ref float right, nint stride, ref int rows, ref float weights, nint count)
    {
        for (int j = 0; j < columns; j += 16)
        {
            ref float t = ref Unsafe.Add(ref tile, j);
            ref float r = ref Unsafe.Add(ref right, j);
            Tile6x2(ref t, tileStride, ref left, ref r, stride, ref rows, ref weights, count);
            Tile5x2(ref Unsafe.Add(ref t, 6 * tileStride), tileStride, ref Unsafe.Add(ref left, 6), ref r, stride, ref rows, ref weights, count);
            Tile5x2(ref Unsafe.Add(ref t, 11 * tileStride), tileStride, ref Unsafe.Add(ref left, 11), ref r, stride, ref rows, ref weights, count);
        }
    }

    private static void Tile6x2(ref float tile, int tileStride, ref float left, ref float right, nint stride, ref int rows, ref float weights, nint count)
    {
        ref float t1 = ref Unsafe.Add(ref tile, tileStride);
        ref float t2 = ref Unsafe.Add(ref t1, tileStride);
        ref float t3 = ref Unsafe.Add(ref t2, tileStride);
        ref float t4 = ref Unsafe.Add(ref t3, tileStride);
        ref float t5 = ref Unsafe.Add(ref t4, tileStride);
        Vector256<float> s00 = Vector256.LoadUnsafe(ref tile), s01 = Vector256.LoadUnsafe(ref tile, 8);
        Vector256<float> s10 = Vector256.LoadUnsafe(ref t1), s11 = Vector256.LoadUnsafe(ref t1, 8);
        Vector256<float> s20 = Vector256.LoadUnsafe(ref t2), s21 = Vector256.LoadUnsafe(ref t2, 8);
        Vector256<float> s30 = Vector256.LoadUnsafe(ref t3), s31 = Vector256.LoadUnsafe(ref t3, 8);
        Vector256<float> s40 = Vector256.LoadUnsafe(ref t4), s41 = Vector256.LoadUnsafe(ref t4, 8);
        Vector256<float> s50 = Vector256.LoadUnsafe(ref t5), s51 = Vector256.LoadUnsafe(ref t5, 8);
        for (nint k = 0; k < count; k++)
        {
            nint row = TRows.Offset(ref rows, k, stride);
            ref float l = ref Unsafe.Add(ref left, row);
            ref float r = ref Unsafe.Add(ref right, row);
            Vector256<float> r0 = Vector256.LoadUnsafe(ref r);
            Vector256<float> r1 = Vector256.LoadUnsafe(ref r, 8);
            if (TMode.Weighted)
            {
                Vector256<float> w = Vector256.Create(Unsafe.Add(ref weights, k));
                r0 *= w;
                r1 *= w;
            }

            Vector256<float> x = Vector256.Create(l);
            s00 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s00) : Fma.MultiplyAdd(x, r0, s00);
            s01 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s01) : Fma.MultiplyAdd(x, r1, s01);
            x = Vector256.Create(Unsafe.Add(ref l, 1));
            s10 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s10) : Fma.MultiplyAdd(x, r0, s10);
            s11 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s11) : Fma.MultiplyAdd(x, r1, s11);
            x = Vector256.Create(Unsafe.Add(ref l, 2));
            s20 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s20) : Fma.MultiplyAdd(x, r0, s20);
            s21 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s21) : Fma.MultiplyAdd(x, r1, s21);
            x = Vector256.Create(Unsafe.Add(ref l, 3));
            s30 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s30) : Fma.MultiplyAdd(x, r0, s30);
            s31 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s31) : Fma.MultiplyAdd(x, r1, s31);
            x = Vector256.Create(Unsafe.Add(ref l, 4));
            s40 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s40) : Fma.MultiplyAdd(x, r0, s40);
            s41 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s41) : Fma.MultiplyAdd(x, r1, s41);
            x = Vector256.Create(Unsafe.Add(ref l, 5));
            s50 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s50) : Fma.MultiplyAdd(x, r0, s50);
            s51 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s51) : Fma.MultiplyAdd(x, r1, s51);
        }

        s00.StoreUnsafe(ref tile);
        s01.StoreUnsafe(ref tile, 8);
        s10.StoreUnsafe(ref t1);
        s11.StoreUnsafe(ref t1, 8);
        s20.StoreUnsafe(ref t2);
        s21.StoreUnsafe(ref t2, 8);
        s30.StoreUnsafe(ref t3);
        s31.StoreUnsafe(ref t3, 8);
        s40.StoreUnsafe(ref t4);
        s41.StoreUnsafe(ref t4, 8);
        s50.StoreUnsafe(ref t5);
        s51.StoreUnsafe(ref t5, 8);
    }

    private static void Tile5x2(ref float tile, int tileStride, ref float left, ref float right, nint stride, ref int rows, ref float weights, nint count)
    {
        ref float t1 = ref Unsafe.Add(ref tile, tileStride);
        ref float t2 = ref Unsafe.Add(ref t1, tileStride);
        ref float t3 = ref Unsafe.Add(ref t2, tileStride);
        ref float t4 = ref Unsafe.Add(ref t3, tileStride);
        Vector256<float> s00 = Vector256.LoadUnsafe(ref tile), s01 = Vector256.LoadUnsafe(ref tile, 8);
        Vector256<float> s10 = Vector256.LoadUnsafe(ref t1), s11 = Vector256.LoadUnsafe(ref t1, 8);
        Vector256<float> s20 = Vector256.LoadUnsafe(ref t2), s21 = Vector256.LoadUnsafe(ref t2, 8);
        Vector256<float> s30 = Vector256.LoadUnsafe(ref t3), s31 = Vector256.LoadUnsafe(ref t3, 8);
        Vector256<float> s40 = Vector256.LoadUnsafe(ref t4), s41 = Vector256.LoadUnsafe(ref t4, 8);
        for (nint k = 0; k < count; k++)
        {
            nint row = TRows.Offset(ref rows, k, stride);
            ref float l = ref Unsafe.Add(ref left, row);
            ref float r = ref Unsafe.Add(ref right, row);
            Vector256<float> r0 = Vector256.LoadUnsafe(ref r);
            Vector256<float> r1 = Vector256.LoadUnsafe(ref r, 8);
            if (TMode.Weighted)
            {
                Vector256<float> w = Vector256.Create(Unsafe.Add(ref weights, k));
                r0 *= w;
                r1 *= w;
            }

            Vector256<float> x = Vector256.Create(l);
            s00 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s00) : Fma.MultiplyAdd(x, r0, s00);
            s01 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s01) : Fma.MultiplyAdd(x, r1, s01);
            x = Vector256.Create(Unsafe.Add(ref l, 1));
            s10 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s10) : Fma.MultiplyAdd(x, r0, s10);
            s11 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s11) : Fma.MultiplyAdd(x, r1, s11);
            x = Vector256.Create(Unsafe.Add(ref l, 2));
            s20 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s20) : Fma.MultiplyAdd(x, r0, s20);
            s21 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s21) : Fma.MultiplyAdd(x, r1, s21);
            x = Vector256.Create(Unsafe.Add(ref l, 3));
            s30 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s30) : Fma.MultiplyAdd(x, r0, s30);
            s31 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s31) : Fma.MultiplyAdd(x, r1, s31);
            x = Vector256.Create(Unsafe.Add(ref l, 4));
            s40 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r0, s40) : Fma.MultiplyAdd(x, r0, s40);
            s41 = TMode.Subtract ? Fma.MultiplyAddNegated(x, r1, s41) : Fma.MultiplyAdd(x, r1, s41);
        }

        s00.StoreUnsafe(ref tile);
        s01.StoreUnsafe(ref tile, 8);
        s10.StoreUnsafe(ref t1);
        s11.StoreUnsafe(ref t1, 8);
        s20.StoreUnsafe(ref t2);
        s21.StoreUnsafe(ref t2, 8);
        s30.StoreUnsafe(ref t3);
        s31.StoreUnsafe(ref t3, 8);
        s40.StoreUnsafe(ref t4);
        s41.StoreUnsafe(ref t4, 8);
    }
}
