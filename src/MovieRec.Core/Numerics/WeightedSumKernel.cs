using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>destination += Σ_k w_k · row_k over a packed block, one register of columns at a time.</summary>
internal static class WeightedSumKernel<T>
    where T : struct, ISimd<T>
{
    public static void Run(Span<float> destination, ReadOnlySpan<float> rows, ReadOnlySpan<float> weights)
    {
        int stride = destination.Length;
        Kernels.CheckStride("The destination", stride, T.Lanes);
        if (rows.Length < (long)weights.Length * stride)
        {
            Kernels.ThrowLength("The block", rows.Length, (long)weights.Length * stride);
        }

        ref float d = ref MemoryMarshal.GetReference(destination);
        ref float r = ref MemoryMarshal.GetReference(rows);
        for (int j = 0; j < stride; j += T.Lanes)
        {
            ref float cell = ref Unsafe.Add(ref r, j);
            T sum = T.Load(ref Unsafe.Add(ref d, j));
            for (int k = 0; k < weights.Length; k++)
            {
                sum = T.MultiplyAdd(T.Broadcast(weights[k]), T.Load(ref cell), sum);
                cell = ref Unsafe.Add(ref cell, stride);
            }

            sum.Store(ref Unsafe.Add(ref d, j));
        }
    }

    /// <summary>
    /// destination += Σ_k (offset + scale · w_k) · factors[rows_k], first columns of rows of <paramref name="rowStride"/>;
    /// two sums (even and odd k) hide the adder's latency.
    /// </summary>
    public static void Gather(
        Span<float> destination,
        ReadOnlySpan<float> factors,
        int rowStride,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<float> weights,
        float scale,
        float offset)
    {
        int stride = destination.Length;
        ref float d = ref MemoryMarshal.GetReference(destination);
        ref float y = ref MemoryMarshal.GetReference(factors);
        ref int list = ref MemoryMarshal.GetReference(rows);
        ref float w = ref MemoryMarshal.GetReference(weights);
        T constant = T.Broadcast(offset + scale);
        for (int j = 0; j < stride; j += 4 * T.Lanes)
        {
            // A stride of 16 holds four registers of 4 lanes, two of 8, one of 16: the rest repeats the first and is not stored.
            int j1 = j + T.Lanes < stride ? j + T.Lanes : j;
            int j2 = j + (2 * T.Lanes) < stride ? j + (2 * T.Lanes) : j;
            int j3 = j + (3 * T.Lanes) < stride ? j + (3 * T.Lanes) : j;
            T a0 = T.Load(ref Unsafe.Add(ref d, j)), a1 = T.Load(ref Unsafe.Add(ref d, j1));
            T a2 = T.Load(ref Unsafe.Add(ref d, j2)), a3 = T.Load(ref Unsafe.Add(ref d, j3));
            T b0 = T.Zero, b1 = T.Zero, b2 = T.Zero, b3 = T.Zero;
            int k = 0;
            for (; k + 1 < rows.Length; k += 2)
            {
                ref float even = ref Unsafe.Add(ref y, (nint)Unsafe.Add(ref list, k) * rowStride);
                ref float odd = ref Unsafe.Add(ref y, (nint)Unsafe.Add(ref list, k + 1) * rowStride);
                T we = weights.IsEmpty ? constant : T.Broadcast(offset + (scale * Unsafe.Add(ref w, k)));
                T wo = weights.IsEmpty ? constant : T.Broadcast(offset + (scale * Unsafe.Add(ref w, k + 1)));
                a0 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref even, j)), a0);
                a1 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref even, j1)), a1);
                a2 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref even, j2)), a2);
                a3 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref even, j3)), a3);
                b0 = T.MultiplyAdd(wo, T.Load(ref Unsafe.Add(ref odd, j)), b0);
                b1 = T.MultiplyAdd(wo, T.Load(ref Unsafe.Add(ref odd, j1)), b1);
                b2 = T.MultiplyAdd(wo, T.Load(ref Unsafe.Add(ref odd, j2)), b2);
                b3 = T.MultiplyAdd(wo, T.Load(ref Unsafe.Add(ref odd, j3)), b3);
            }

            if (k < rows.Length)
            {
                ref float last = ref Unsafe.Add(ref y, (nint)Unsafe.Add(ref list, k) * rowStride);
                T we = weights.IsEmpty ? constant : T.Broadcast(offset + (scale * Unsafe.Add(ref w, k)));
                a0 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref last, j)), a0);
                a1 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref last, j1)), a1);
                a2 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref last, j2)), a2);
                a3 = T.MultiplyAdd(we, T.Load(ref Unsafe.Add(ref last, j3)), a3);
            }

            T one = T.Broadcast(1);
            T.MultiplyAdd(one, b3, a3).Store(ref Unsafe.Add(ref d, j3));
            T.MultiplyAdd(one, b2, a2).Store(ref Unsafe.Add(ref d, j2));
            T.MultiplyAdd(one, b1, a1).Store(ref Unsafe.Add(ref d, j1));
            T.MultiplyAdd(one, b0, a0).Store(ref Unsafe.Add(ref d, j));
        }
    }
}
