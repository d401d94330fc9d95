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
}
