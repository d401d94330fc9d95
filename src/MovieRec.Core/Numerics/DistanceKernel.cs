using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>Negative squared Euclidean distances of many rows to one query, by differences: no cancellation near 0.</summary>
internal static class DistanceKernel<T>
    where T : struct, ISimd<T>
{
    public static void Run(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores)
    {
        int stride = query.Length;
        Kernels.CheckStride("The query", stride, T.Lanes);
        if (rows.Length < (long)scores.Length * stride)
        {
            Kernels.ThrowLength("The matrix", rows.Length, (long)scores.Length * stride);
        }

        ref float q = ref MemoryMarshal.GetReference(query);
        ref float row = ref MemoryMarshal.GetReference(rows);
        for (int r = 0; r < scores.Length; r++)
        {
            T sum = T.Zero;
            for (int i = 0; i < stride; i += T.Lanes)
            {
                T difference = T.Subtract(T.Load(ref Unsafe.Add(ref q, i)), T.Load(ref Unsafe.Add(ref row, i)));
                sum = T.MultiplyAdd(difference, difference, sum);
            }

            scores[r] = 0 - T.Sum(sum);
            row = ref Unsafe.Add(ref row, stride);
        }
    }
}
