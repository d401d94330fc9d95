using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// <see cref="TileKernel{T, TRows, TMode}"/> for 512-bit registers, written over the raw vector type: through a wrapper the JIT copies
/// every second accumulator, which costs a tenth of the speed. 8 rows × 3 registers: 11 loads for 24 multiply-adds; 8 × 2
/// and 16 × 1 for what is left of the columns.
/// </summary>
internal static class Tile512<TRows, TMode>
    where TRows : struct, IRowOrder
    where TMode : struct, ITileMode
{
    public static void BlockRow(
        ref float tile,
        int tileStride,
        int columns,
        ref float left,
        ref float right,
        nint stride,
        ref int rows,
        ref float weights,
        nint count,
        ref float ahead)
    {
        // Three registers a tile as long as what is left can be covered without a single one.
        if (columns is 48 or >= 80)
        {
            Tile8x3(ref tile, tileStride, ref left, ref right, stride, ref rows, ref weights, count, ref ahead);
            Tile8x3(
                ref Unsafe.Add(ref tile, 8 * tileStride),
                tileStride,
                ref Unsafe.Add(ref left, 8),
                ref right,
                stride,
                ref rows,
                ref weights,
                count,
                ref Unsafe.Add(ref ahead, 16));
            Rest(ref tile, tileStride, 48, columns, ref left, ref right, stride, ref rows, ref weights, count);
            return;
        }

        if (columns >= 32)
        {
            Tile8x2(ref tile, tileStride, ref left, ref right, stride, ref rows, ref weights, count, ref ahead);
            Tile8x2(
                ref Unsafe.Add(ref tile, 8 * tileStride),
                tileStride,
                ref Unsafe.Add(ref left, 8),
                ref right,
                stride,
                ref rows,
                ref weights,
                count,
                ref Unsafe.Add(ref ahead, 16));
            Rest(ref tile, tileStride, 32, columns, ref left, ref right, stride, ref rows, ref weights, count);
            return;
        }

        Tile16x1(ref tile, tileStride, ref left, ref right, stride, ref rows, ref weights, count, ref ahead);
    }

    /// <summary>The tiles beside the first pair: what comes after this pass is already on its way.</summary>
    private static void Rest(
        ref float tile,
        int tileStride,
        int column,
        int columns,
        ref float left,
        ref float right,
        nint stride,
        ref int rows,
        ref float weights,
        nint count)
    {
        if (column >= columns)
        {
            return;
        }

        tile = ref Unsafe.Add(ref tile, column);
        right = ref Unsafe.Add(ref right, column);
        if (typeof(TRows) == typeof(GatheredRowsAhead))
        {
            Tile512<GatheredRows, TMode>.BlockRow(
                ref tile, tileStride, columns - column, ref left, ref right, stride, ref rows, ref weights, count, ref Unsafe.NullRef<float>());
        }
        else
        {
            BlockRow(ref tile, tileStride, columns - column, ref left, ref right, stride, ref rows, ref weights, count, ref Unsafe.NullRef<float>());
        }
    }

    private static void Tile8x3(
        ref float tile,
        int tileStride,
        ref float left,
        ref float right,
        nint stride,
        ref int rows,
        ref float weights,
        nint count,
        ref float ahead)
    {
        ref float t1 = ref Unsafe.Add(ref tile, tileStride);
        ref float t2 = ref Unsafe.Add(ref t1, tileStride);
        ref float t3 = ref Unsafe.Add(ref t2, tileStride);
        ref float t4 = ref Unsafe.Add(ref t3, tileStride);
        ref float t5 = ref Unsafe.Add(ref t4, tileStride);
        ref float t6 = ref Unsafe.Add(ref t5, tileStride);
        ref float t7 = ref Unsafe.Add(ref t6, tileStride);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref tile), s01 = Vector512.LoadUnsafe(ref tile, 16), s02 = Vector512.LoadUnsafe(ref tile, 32);
        Vector512<float> s10 = Vector512.LoadUnsafe(ref t1), s11 = Vector512.LoadUnsafe(ref t1, 16), s12 = Vector512.LoadUnsafe(ref t1, 32);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref t2), s21 = Vector512.LoadUnsafe(ref t2, 16), s22 = Vector512.LoadUnsafe(ref t2, 32);
        Vector512<float> s30 = Vector512.LoadUnsafe(ref t3), s31 = Vector512.LoadUnsafe(ref t3, 16), s32 = Vector512.LoadUnsafe(ref t3, 32);
        Vector512<float> s40 = Vector512.LoadUnsafe(ref t4), s41 = Vector512.LoadUnsafe(ref t4, 16), s42 = Vector512.LoadUnsafe(ref t4, 32);
        Vector512<float> s50 = Vector512.LoadUnsafe(ref t5), s51 = Vector512.LoadUnsafe(ref t5, 16), s52 = Vector512.LoadUnsafe(ref t5, 32);
        Vector512<float> s60 = Vector512.LoadUnsafe(ref t6), s61 = Vector512.LoadUnsafe(ref t6, 16), s62 = Vector512.LoadUnsafe(ref t6, 32);
        Vector512<float> s70 = Vector512.LoadUnsafe(ref t7), s71 = Vector512.LoadUnsafe(ref t7, 16), s72 = Vector512.LoadUnsafe(ref t7, 32);
        for (nint k = 0; k < count; k++)
        {
            nint row = TRows.Offset(ref rows, k, stride);
            TRows.Ahead(ref rows, k, ref ahead);
            ref float l = ref Unsafe.Add(ref left, row);
            ref float r = ref Unsafe.Add(ref right, row);
            Vector512<float> r0 = Vector512.LoadUnsafe(ref r);
            Vector512<float> r1 = Vector512.LoadUnsafe(ref r, 16);
            Vector512<float> r2 = Vector512.LoadUnsafe(ref r, 32);
            if (TMode.Weighted)
            {
                Vector512<float> w = Vector512.Create(Unsafe.Add(ref weights, k));
                r0 *= w;
                r1 *= w;
                r2 *= w;
            }

            Vector512<float> x = Vector512.Create(l);
            s00 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s00) : Avx512F.FusedMultiplyAdd(x, r0, s00);
            s01 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s01) : Avx512F.FusedMultiplyAdd(x, r1, s01);
            s02 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s02) : Avx512F.FusedMultiplyAdd(x, r2, s02);
            x = Vector512.Create(Unsafe.Add(ref l, 1));
            s10 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s10) : Avx512F.FusedMultiplyAdd(x, r0, s10);
            s11 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s11) : Avx512F.FusedMultiplyAdd(x, r1, s11);
            s12 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s12) : Avx512F.FusedMultiplyAdd(x, r2, s12);
            x = Vector512.Create(Unsafe.Add(ref l, 2));
            s20 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s20) : Avx512F.FusedMultiplyAdd(x, r0, s20);
            s21 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s21) : Avx512F.FusedMultiplyAdd(x, r1, s21);
            s22 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s22) : Avx512F.FusedMultiplyAdd(x, r2, s22);
            x = Vector512.Create(Unsafe.Add(ref l, 3));
            s30 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s30) : Avx512F.FusedMultiplyAdd(x, r0, s30);
            s31 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s31) : Avx512F.FusedMultiplyAdd(x, r1, s31);
            s32 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s32) : Avx512F.FusedMultiplyAdd(x, r2, s32);
            x = Vector512.Create(Unsafe.Add(ref l, 4));
            s40 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s40) : Avx512F.FusedMultiplyAdd(x, r0, s40);
            s41 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s41) : Avx512F.FusedMultiplyAdd(x, r1, s41);
            s42 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s42) : Avx512F.FusedMultiplyAdd(x, r2, s42);
            x = Vector512.Create(Unsafe.Add(ref l, 5));
            s50 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s50) : Avx512F.FusedMultiplyAdd(x, r0, s50);
            s51 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s51) : Avx512F.FusedMultiplyAdd(x, r1, s51);
            s52 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s52) : Avx512F.FusedMultiplyAdd(x, r2, s52);
            x = Vector512.Create(Unsafe.Add(ref l, 6));
            s60 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s60) : Avx512F.FusedMultiplyAdd(x, r0, s60);
            s61 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s61) : Avx512F.FusedMultiplyAdd(x, r1, s61);
            s62 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s62) : Avx512F.FusedMultiplyAdd(x, r2, s62);
            x = Vector512.Create(Unsafe.Add(ref l, 7));
            s70 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s70) : Avx512F.FusedMultiplyAdd(x, r0, s70);
            s71 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s71) : Avx512F.FusedMultiplyAdd(x, r1, s71);
            s72 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r2, s72) : Avx512F.FusedMultiplyAdd(x, r2, s72);
        }

        s00.StoreUnsafe(ref tile);
        s01.StoreUnsafe(ref tile, 16);
        s02.StoreUnsafe(ref tile, 32);
        s10.StoreUnsafe(ref t1);
        s11.StoreUnsafe(ref t1, 16);
        s12.StoreUnsafe(ref t1, 32);
        s20.StoreUnsafe(ref t2);
        s21.StoreUnsafe(ref t2, 16);
        s22.StoreUnsafe(ref t2, 32);
        s30.StoreUnsafe(ref t3);
        s31.StoreUnsafe(ref t3, 16);
        s32.StoreUnsafe(ref t3, 32);
        s40.StoreUnsafe(ref t4);
        s41.StoreUnsafe(ref t4, 16);
        s42.StoreUnsafe(ref t4, 32);
        s50.StoreUnsafe(ref t5);
        s51.StoreUnsafe(ref t5, 16);
        s52.StoreUnsafe(ref t5, 32);
        s60.StoreUnsafe(ref t6);
        s61.StoreUnsafe(ref t6, 16);
        s62.StoreUnsafe(ref t6, 32);
        s70.StoreUnsafe(ref t7);
        s71.StoreUnsafe(ref t7, 16);
        s72.StoreUnsafe(ref t7, 32);
    }

    private static void Tile8x2(
        ref float tile,
        int tileStride,
        ref float left,
        ref float right,
        nint stride,
        ref int rows,
        ref float weights,
        nint count,
        ref float ahead)
    {
        ref float t1 = ref Unsafe.Add(ref tile, tileStride);
        ref float t2 = ref Unsafe.Add(ref t1, tileStride);
        ref float t3 = ref Unsafe.Add(ref t2, tileStride);
        ref float t4 = ref Unsafe.Add(ref t3, tileStride);
        ref float t5 = ref Unsafe.Add(ref t4, tileStride);
        ref float t6 = ref Unsafe.Add(ref t5, tileStride);
        ref float t7 = ref Unsafe.Add(ref t6, tileStride);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref tile), s01 = Vector512.LoadUnsafe(ref tile, 16);
        Vector512<float> s10 = Vector512.LoadUnsafe(ref t1), s11 = Vector512.LoadUnsafe(ref t1, 16);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref t2), s21 = Vector512.LoadUnsafe(ref t2, 16);
        Vector512<float> s30 = Vector512.LoadUnsafe(ref t3), s31 = Vector512.LoadUnsafe(ref t3, 16);
        Vector512<float> s40 = Vector512.LoadUnsafe(ref t4), s41 = Vector512.LoadUnsafe(ref t4, 16);
        Vector512<float> s50 = Vector512.LoadUnsafe(ref t5), s51 = Vector512.LoadUnsafe(ref t5, 16);
        Vector512<float> s60 = Vector512.LoadUnsafe(ref t6), s61 = Vector512.LoadUnsafe(ref t6, 16);
        Vector512<float> s70 = Vector512.LoadUnsafe(ref t7), s71 = Vector512.LoadUnsafe(ref t7, 16);
        for (nint k = 0; k < count; k++)
        {
            nint row = TRows.Offset(ref rows, k, stride);
            TRows.Ahead(ref rows, k, ref ahead);
            ref float l = ref Unsafe.Add(ref left, row);
            ref float r = ref Unsafe.Add(ref right, row);
            Vector512<float> r0 = Vector512.LoadUnsafe(ref r);
            Vector512<float> r1 = Vector512.LoadUnsafe(ref r, 16);
            if (TMode.Weighted)
            {
                Vector512<float> w = Vector512.Create(Unsafe.Add(ref weights, k));
                r0 *= w;
                r1 *= w;
            }

            Vector512<float> x = Vector512.Create(l);
            s00 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s00) : Avx512F.FusedMultiplyAdd(x, r0, s00);
            s01 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s01) : Avx512F.FusedMultiplyAdd(x, r1, s01);
            x = Vector512.Create(Unsafe.Add(ref l, 1));
            s10 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s10) : Avx512F.FusedMultiplyAdd(x, r0, s10);
            s11 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s11) : Avx512F.FusedMultiplyAdd(x, r1, s11);
            x = Vector512.Create(Unsafe.Add(ref l, 2));
            s20 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s20) : Avx512F.FusedMultiplyAdd(x, r0, s20);
            s21 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s21) : Avx512F.FusedMultiplyAdd(x, r1, s21);
            x = Vector512.Create(Unsafe.Add(ref l, 3));
            s30 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s30) : Avx512F.FusedMultiplyAdd(x, r0, s30);
            s31 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s31) : Avx512F.FusedMultiplyAdd(x, r1, s31);
            x = Vector512.Create(Unsafe.Add(ref l, 4));
            s40 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s40) : Avx512F.FusedMultiplyAdd(x, r0, s40);
            s41 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s41) : Avx512F.FusedMultiplyAdd(x, r1, s41);
            x = Vector512.Create(Unsafe.Add(ref l, 5));
            s50 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s50) : Avx512F.FusedMultiplyAdd(x, r0, s50);
            s51 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s51) : Avx512F.FusedMultiplyAdd(x, r1, s51);
            x = Vector512.Create(Unsafe.Add(ref l, 6));
            s60 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s60) : Avx512F.FusedMultiplyAdd(x, r0, s60);
            s61 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s61) : Avx512F.FusedMultiplyAdd(x, r1, s61);
            x = Vector512.Create(Unsafe.Add(ref l, 7));
            s70 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r0, s70) : Avx512F.FusedMultiplyAdd(x, r0, s70);
            s71 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(x, r1, s71) : Avx512F.FusedMultiplyAdd(x, r1, s71);
        }

        s00.StoreUnsafe(ref tile);
        s01.StoreUnsafe(ref tile, 16);
        s10.StoreUnsafe(ref t1);
        s11.StoreUnsafe(ref t1, 16);
        s20.StoreUnsafe(ref t2);
        s21.StoreUnsafe(ref t2, 16);
        s30.StoreUnsafe(ref t3);
        s31.StoreUnsafe(ref t3, 16);
        s40.StoreUnsafe(ref t4);
        s41.StoreUnsafe(ref t4, 16);
        s50.StoreUnsafe(ref t5);
        s51.StoreUnsafe(ref t5, 16);
        s60.StoreUnsafe(ref t6);
        s61.StoreUnsafe(ref t6, 16);
        s70.StoreUnsafe(ref t7);
        s71.StoreUnsafe(ref t7, 16);
    }

    private static void Tile16x1(
        ref float tile,
        int tileStride,
        ref float left,
        ref float right,
        nint stride,
        ref int rows,
        ref float weights,
        nint count,
        ref float ahead)
    {
        ref float t1 = ref Unsafe.Add(ref tile, tileStride);
        ref float t2 = ref Unsafe.Add(ref t1, tileStride);
        ref float t3 = ref Unsafe.Add(ref t2, tileStride);
        ref float t4 = ref Unsafe.Add(ref t3, tileStride);
        ref float t5 = ref Unsafe.Add(ref t4, tileStride);
        ref float t6 = ref Unsafe.Add(ref t5, tileStride);
        ref float t7 = ref Unsafe.Add(ref t6, tileStride);
        ref float t8 = ref Unsafe.Add(ref t7, tileStride);
        ref float t9 = ref Unsafe.Add(ref t8, tileStride);
        ref float t10 = ref Unsafe.Add(ref t9, tileStride);
        ref float t11 = ref Unsafe.Add(ref t10, tileStride);
        ref float t12 = ref Unsafe.Add(ref t11, tileStride);
        ref float t13 = ref Unsafe.Add(ref t12, tileStride);
        ref float t14 = ref Unsafe.Add(ref t13, tileStride);
        ref float t15 = ref Unsafe.Add(ref t14, tileStride);
        Vector512<float> s0 = Vector512.LoadUnsafe(ref tile);
        Vector512<float> s1 = Vector512.LoadUnsafe(ref t1);
        Vector512<float> s2 = Vector512.LoadUnsafe(ref t2);
        Vector512<float> s3 = Vector512.LoadUnsafe(ref t3);
        Vector512<float> s4 = Vector512.LoadUnsafe(ref t4);
        Vector512<float> s5 = Vector512.LoadUnsafe(ref t5);
        Vector512<float> s6 = Vector512.LoadUnsafe(ref t6);
        Vector512<float> s7 = Vector512.LoadUnsafe(ref t7);
        Vector512<float> s8 = Vector512.LoadUnsafe(ref t8);
        Vector512<float> s9 = Vector512.LoadUnsafe(ref t9);
        Vector512<float> s10 = Vector512.LoadUnsafe(ref t10);
        Vector512<float> s11 = Vector512.LoadUnsafe(ref t11);
        Vector512<float> s12 = Vector512.LoadUnsafe(ref t12);
        Vector512<float> s13 = Vector512.LoadUnsafe(ref t13);
        Vector512<float> s14 = Vector512.LoadUnsafe(ref t14);
        Vector512<float> s15 = Vector512.LoadUnsafe(ref t15);
        for (nint k = 0; k < count; k++)
        {
            nint row = TRows.Offset(ref rows, k, stride);
            TRows.Ahead(ref rows, k, ref ahead);
            ref float l = ref Unsafe.Add(ref left, row);
            ref float r = ref Unsafe.Add(ref right, row);
            Vector512<float> r0 = Vector512.LoadUnsafe(ref r);
            if (TMode.Weighted)
            {
                Vector512<float> w = Vector512.Create(Unsafe.Add(ref weights, k));
                r0 *= w;
            }

            s0 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(l), s0) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(l), s0);
            s1 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 1)), s1) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 1)), s1);
            s2 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 2)), s2) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 2)), s2);
            s3 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 3)), s3) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 3)), s3);
            s4 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 4)), s4) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 4)), s4);
            s5 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 5)), s5) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 5)), s5);
            s6 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 6)), s6) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 6)), s6);
            s7 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 7)), s7) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 7)), s7);
            s8 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 8)), s8) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 8)), s8);
            s9 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 9)), s9) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 9)), s9);
            s10 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 10)), s10) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 10)), s10);
            s11 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 11)), s11) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 11)), s11);
            s12 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 12)), s12) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 12)), s12);
            s13 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 13)), s13) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 13)), s13);
            s14 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 14)), s14) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 14)), s14);
            s15 = TMode.Subtract ? Avx512F.FusedMultiplyAddNegated(r0, Vector512.Create(Unsafe.Add(ref l, 15)), s15) : Avx512F.FusedMultiplyAdd(r0, Vector512.Create(Unsafe.Add(ref l, 15)), s15);
        }

        s0.StoreUnsafe(ref tile);
        s1.StoreUnsafe(ref t1);
        s2.StoreUnsafe(ref t2);
        s3.StoreUnsafe(ref t3);
        s4.StoreUnsafe(ref t4);
        s5.StoreUnsafe(ref t5);
        s6.StoreUnsafe(ref t6);
        s7.StoreUnsafe(ref t7);
        s8.StoreUnsafe(ref t8);
        s9.StoreUnsafe(ref t9);
        s10.StoreUnsafe(ref t10);
        s11.StoreUnsafe(ref t11);
        s12.StoreUnsafe(ref t12);
        s13.StoreUnsafe(ref t13);
        s14.StoreUnsafe(ref t14);
        s15.StoreUnsafe(ref t15);
    }
}
