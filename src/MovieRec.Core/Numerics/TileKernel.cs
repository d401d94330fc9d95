using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// The register tiles behind every matrix product here: tile ± Σ_k l_k · r_kᵀ, with the accumulators in registers while k
/// runs. Rows are read where they lie, by index or in order: nothing is packed. Every entry adds its terms in the order of
/// k, so its bits depend neither on the tile's shape nor on the register width (given fused multiply-adds).
/// </summary>
internal static class TileKernel<T, TRows, TMode>
    where T : struct, ISimd<T>
    where TRows : struct, IRowOrder
    where TMode : struct, ITileMode
{
    private const int Block = FactorMatrix.Padding;

    /// <summary>Updates 16 rows of a matrix from <paramref name="tile"/> on.</summary>
    /// <param name="tile">First entry of the 16 rows.</param>
    /// <param name="tileStride">Row length of the matrix.</param>
    /// <param name="columns">Columns to update, a multiple of 16.</param>
    /// <param name="left">First of the 16 left values of row 0.</param>
    /// <param name="right">First of the right values of row 0.</param>
    /// <param name="stride">Length of a row of left and right.</param>
    /// <param name="rows">Row numbers (gathered rows only).</param>
    /// <param name="weights">Weights (weighted mode only).</param>
    /// <param name="count">Number of rows k.</param>
    /// <param name="ahead">First of two cache lines, in row 0, to fetch for the pass after this one (<see cref="GatheredRowsAhead"/> only).</param>
    public static void BlockRow(
        ref float tile,
        int tileStride,
        int columns,
        ref float left,
        ref float right,
        int stride,
        ref int rows,
        ref float weights,
        int count,
        ref float ahead)
    {
        if (typeof(T) == typeof(Simd16) && Avx512F.IsSupported)
        {
            Tile512<TRows, TMode>.BlockRow(
                ref tile, tileStride, columns, ref left, ref right, stride, ref rows, ref weights, count, ref ahead);
            return;
        }

        if (typeof(T) == typeof(Simd8) && Fma.IsSupported)
        {
            Tile256<TRows, TMode>.BlockRow(ref tile, tileStride, columns, ref left, ref right, stride, ref rows, ref weights, count);
            return;
        }

        for (int j = 0; j < columns; j += T.Lanes)
        {
            for (int i = 0; i < Block; i += 8)
            {
                Tile8x1(
                    ref Unsafe.Add(ref tile, (i * tileStride) + j),
                    tileStride,
                    ref Unsafe.Add(ref left, i),
                    ref Unsafe.Add(ref right, j),
                    stride,
                    ref rows,
                    ref weights,
                    count);
            }
        }
    }

    private static void Tile8x1(
        ref float tile, int tileStride, ref float left, ref float right, nint stride, ref int rows, ref float weights, int count)
    {
        ref float t1 = ref Unsafe.Add(ref tile, tileStride);
        ref float t2 = ref Unsafe.Add(ref t1, tileStride);
        ref float t3 = ref Unsafe.Add(ref t2, tileStride);
        ref float t4 = ref Unsafe.Add(ref t3, tileStride);
        ref float t5 = ref Unsafe.Add(ref t4, tileStride);
        ref float t6 = ref Unsafe.Add(ref t5, tileStride);
        ref float t7 = ref Unsafe.Add(ref t6, tileStride);
        T s0 = T.Load(ref tile), s1 = T.Load(ref t1), s2 = T.Load(ref t2), s3 = T.Load(ref t3);
        T s4 = T.Load(ref t4), s5 = T.Load(ref t5), s6 = T.Load(ref t6), s7 = T.Load(ref t7);
        for (int k = 0; k < count; k++)
        {
            nint row = TRows.Offset(ref rows, k, stride);
            ref float l = ref Unsafe.Add(ref left, row);
            T r = T.Load(ref Unsafe.Add(ref right, row));
            if (TMode.Weighted)
            {
                r = T.Multiply(r, T.Broadcast(Unsafe.Add(ref weights, k)));
            }

            s0 = Step(l, r, s0);
            s1 = Step(Unsafe.Add(ref l, 1), r, s1);
            s2 = Step(Unsafe.Add(ref l, 2), r, s2);
            s3 = Step(Unsafe.Add(ref l, 3), r, s3);
            s4 = Step(Unsafe.Add(ref l, 4), r, s4);
            s5 = Step(Unsafe.Add(ref l, 5), r, s5);
            s6 = Step(Unsafe.Add(ref l, 6), r, s6);
            s7 = Step(Unsafe.Add(ref l, 7), r, s7);
        }

        s0.Store(ref tile);
        s1.Store(ref t1);
        s2.Store(ref t2);
        s3.Store(ref t3);
        s4.Store(ref t4);
        s5.Store(ref t5);
        s6.Store(ref t6);
        s7.Store(ref t7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Step(float left, T right, T sum) => TMode.Subtract
        ? T.SubtractProduct(right, T.Broadcast(left), sum)
        : T.MultiplyAdd(right, T.Broadcast(left), sum);
}
