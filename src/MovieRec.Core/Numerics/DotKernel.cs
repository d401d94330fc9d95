using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>
/// Many rows against one query. Four rows at a time share each load of the query; every row has one accumulator, summed
/// left to right, so that its score is the same whichever rows stand beside it.
/// </summary>
internal static class DotKernel<T>
    where T : struct, ISimd<T>
{
    public static void DotRows(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores)
    {
        int stride = query.Length;
        Kernels.CheckStride("The query", stride, T.Lanes);
        if (rows.Length < (long)scores.Length * stride)
        {
            Kernels.ThrowLength("The matrix", rows.Length, (long)scores.Length * stride);
        }

        ref float q = ref MemoryMarshal.GetReference(query);
        ref float r = ref MemoryMarshal.GetReference(rows);
        int row = 0;
        for (; row + 4 <= scores.Length; row += 4)
        {
            ref float row0 = ref Unsafe.Add(ref r, (nint)row * stride);
            ref float row1 = ref Unsafe.Add(ref row0, stride);
            ref float row2 = ref Unsafe.Add(ref row1, stride);
            ref float row3 = ref Unsafe.Add(ref row2, stride);
            T sum0 = T.Zero, sum1 = T.Zero, sum2 = T.Zero, sum3 = T.Zero;
            for (int i = 0; i < stride; i += T.Lanes)
            {
                T x = T.Load(ref Unsafe.Add(ref q, i));
                sum0 = T.MultiplyAdd(x, T.Load(ref Unsafe.Add(ref row0, i)), sum0);
                sum1 = T.MultiplyAdd(x, T.Load(ref Unsafe.Add(ref row1, i)), sum1);
                sum2 = T.MultiplyAdd(x, T.Load(ref Unsafe.Add(ref row2, i)), sum2);
                sum3 = T.MultiplyAdd(x, T.Load(ref Unsafe.Add(ref row3, i)), sum3);
            }

            scores[row] = T.Sum(sum0);
            scores[row + 1] = T.Sum(sum1);
            scores[row + 2] = T.Sum(sum2);
            scores[row + 3] = T.Sum(sum3);
        }

        for (; row < scores.Length; row++)
        {
            ref float only = ref Unsafe.Add(ref r, (nint)row * stride);
            T sum = T.Zero;
            for (int i = 0; i < stride; i += T.Lanes)
            {
                sum = T.MultiplyAdd(T.Load(ref Unsafe.Add(ref q, i)), T.Load(ref Unsafe.Add(ref only, i)), sum);
            }

            scores[row] = T.Sum(sum);
        }
    }

    /// <summary>products[k] += ⟨vector, first columns of factors[rows_k]⟩.</summary>
    public static void AddGathered(
        ReadOnlySpan<float> vector, ReadOnlySpan<float> factors, int rowStride, ReadOnlySpan<int> rows, Span<float> products)
    {
        Kernels.CheckStride("The vector", vector.Length, FactorMatrix.Padding);
        if (products.Length < rows.Length)
        {
            Kernels.ThrowLength("The products", products.Length, rows.Length);
        }

        ref float v = ref MemoryMarshal.GetReference(vector);
        ref float y = ref MemoryMarshal.GetReference(factors);
        for (int k = 0; k < rows.Length; k++)
        {
            ref float row = ref Unsafe.Add(ref y, (nint)rows[k] * rowStride);
            T sum = T.Zero;
            for (int i = 0; i < vector.Length; i += T.Lanes)
            {
                sum = T.MultiplyAdd(T.Load(ref Unsafe.Add(ref v, i)), T.Load(ref Unsafe.Add(ref row, i)), sum);
            }

            products[k] += T.Sum(sum);
        }
    }
}
