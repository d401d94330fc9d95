using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>
/// Symmetric rank-k update A += Lᵀ R, upper triangle, in register tiles of 4 rows × 2 registers: eight accumulators stay
/// in registers while k runs, each step costs two loads, four broadcasts and eight multiply-adds. Callers pack the rows
/// of one block contiguously, so that L and R stay in the first-level cache for all tiles.
/// Floor: d·(d+1) floating-point operations for each row.
/// </summary>
internal static class RankUpdateKernel<T>
    where T : struct, ISimd<T>
{
    private const int TileRows = 4;

    public static void Run(Span<float> matrix, int stride, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count)
    {
        int tileColumns = 2 * T.Lanes;
        bool wide = stride % tileColumns == 0;
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Kernels.CheckStride("A row", stride, Math.Max(T.Lanes, TileRows));
        if (matrix.Length < (long)stride * stride)
        {
            Kernels.ThrowLength("The matrix", matrix.Length, (long)stride * stride);
        }

        if (Math.Min(left.Length, right.Length) < (long)count * stride)
        {
            Kernels.ThrowLength("A block", Math.Min(left.Length, right.Length), (long)count * stride);
        }

        ref float a = ref MemoryMarshal.GetReference(matrix);
        ref float l = ref MemoryMarshal.GetReference(left);
        ref float r = ref MemoryMarshal.GetReference(right);
        int step = wide ? tileColumns : T.Lanes;
        for (int i = 0; i < stride; i += TileRows)
        {
            for (int j = i / step * step; j < stride; j += step)
            {
                ref float tile = ref Unsafe.Add(ref a, (i * stride) + j);
                if (wide)
                {
                    WideTile(ref tile, ref Unsafe.Add(ref l, i), ref Unsafe.Add(ref r, j), stride, count);
                }
                else
                {
                    NarrowTile(ref tile, ref Unsafe.Add(ref l, i), ref Unsafe.Add(ref r, j), stride, count);
                }
            }
        }
    }

    private static void WideTile(ref float tile, ref float left, ref float right, int stride, int count)
    {
        int lanes = T.Lanes;
        ref float t1 = ref Unsafe.Add(ref tile, stride);
        ref float t2 = ref Unsafe.Add(ref t1, stride);
        ref float t3 = ref Unsafe.Add(ref t2, stride);
        T s00 = T.Load(ref tile), s01 = T.Load(ref Unsafe.Add(ref tile, lanes));
        T s10 = T.Load(ref t1), s11 = T.Load(ref Unsafe.Add(ref t1, lanes));
        T s20 = T.Load(ref t2), s21 = T.Load(ref Unsafe.Add(ref t2, lanes));
        T s30 = T.Load(ref t3), s31 = T.Load(ref Unsafe.Add(ref t3, lanes));
        for (int k = 0; k < count; k++)
        {
            T r0 = T.Load(ref right);
            T r1 = T.Load(ref Unsafe.Add(ref right, lanes));
            T x = T.Broadcast(left);
            s00 = T.MultiplyAdd(x, r0, s00);
            s01 = T.MultiplyAdd(x, r1, s01);
            x = T.Broadcast(Unsafe.Add(ref left, 1));
            s10 = T.MultiplyAdd(x, r0, s10);
            s11 = T.MultiplyAdd(x, r1, s11);
            x = T.Broadcast(Unsafe.Add(ref left, 2));
            s20 = T.MultiplyAdd(x, r0, s20);
            s21 = T.MultiplyAdd(x, r1, s21);
            x = T.Broadcast(Unsafe.Add(ref left, 3));
            s30 = T.MultiplyAdd(x, r0, s30);
            s31 = T.MultiplyAdd(x, r1, s31);
            left = ref Unsafe.Add(ref left, stride);
            right = ref Unsafe.Add(ref right, stride);
        }

        s00.Store(ref tile);
        s01.Store(ref Unsafe.Add(ref tile, lanes));
        s10.Store(ref t1);
        s11.Store(ref Unsafe.Add(ref t1, lanes));
        s20.Store(ref t2);
        s21.Store(ref Unsafe.Add(ref t2, lanes));
        s30.Store(ref t3);
        s31.Store(ref Unsafe.Add(ref t3, lanes));
    }

    private static void NarrowTile(ref float tile, ref float left, ref float right, int stride, int count)
    {
        ref float t1 = ref Unsafe.Add(ref tile, stride);
        ref float t2 = ref Unsafe.Add(ref t1, stride);
        ref float t3 = ref Unsafe.Add(ref t2, stride);
        T s0 = T.Load(ref tile), s1 = T.Load(ref t1), s2 = T.Load(ref t2), s3 = T.Load(ref t3);
        for (int k = 0; k < count; k++)
        {
            T r0 = T.Load(ref right);
            s0 = T.MultiplyAdd(T.Broadcast(left), r0, s0);
            s1 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref left, 1)), r0, s1);
            s2 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref left, 2)), r0, s2);
            s3 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref left, 3)), r0, s3);
            left = ref Unsafe.Add(ref left, stride);
            right = ref Unsafe.Add(ref right, stride);
        }

        s0.Store(ref tile);
        s1.Store(ref t1);
        s2.Store(ref t2);
        s3.Store(ref t3);
    }
}
