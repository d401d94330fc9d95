using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>
/// Cholesky factorisation A = UᵀU of a row-major upper triangle, right-looking in panels of four rows: the panel is
/// factored row by row, then one sweep subtracts its rank-4 product from the rows below, four multiply-adds for each
/// load and store of the trailing matrix. All inner loops run along rows; the diagonal's left neighbours inside a
/// register may be overwritten with values that nobody reads. Floor: d³/3 floating-point operations.
/// </summary>
internal static class CholeskyKernel<T>
    where T : struct, ISimd<T>
{
    private const int Panel = 4;

    public static bool Factor(Span<float> matrix, int stride, int size)
    {
        CheckShape(matrix, stride, size);

        ref float a = ref MemoryMarshal.GetReference(matrix);
        for (int k = 0; k < size; k += Panel)
        {
            int end = Math.Min(k + Panel, size);
            for (int p = k; p < end; p++)
            {
                ref float pivotRow = ref Unsafe.Add(ref a, p * stride);
                float pivot = Unsafe.Add(ref pivotRow, p);
                if (!(pivot > 0) || !float.IsFinite(pivot))
                {
                    return false;
                }

                Scale(ref pivotRow, p / T.Lanes * T.Lanes, stride, 1 / MathF.Sqrt(pivot));
                for (int i = p + 1; i < end; i++)
                {
                    Subtract1(ref Unsafe.Add(ref a, i * stride), ref pivotRow, Unsafe.Add(ref pivotRow, i), i / T.Lanes * T.Lanes, stride);
                }
            }

            if (end - k == Panel)
            {
                ref float row0 = ref Unsafe.Add(ref a, k * stride);
                for (int i = end; i < size; i++)
                {
                    Subtract4(ref Unsafe.Add(ref a, i * stride), ref row0, i, stride);
                }
            }
        }

        return true;
    }

    public static void Solve(ReadOnlySpan<float> factor, int stride, int size, Span<float> vector)
    {
        CheckShape(factor, stride, size);
        if (vector.Length < stride)
        {
            Kernels.ThrowLength("The vector", vector.Length, stride);
        }

        ref float u = ref MemoryMarshal.GetReference(factor);
        ref float x = ref MemoryMarshal.GetReference(vector);

        // Uᵀ z = b: as soon as z_k is known its row of U is subtracted from what is left of b.
        for (int k = 0; k < size; k++)
        {
            ref float row = ref Unsafe.Add(ref u, k * stride);
            float z = Unsafe.Add(ref x, k) / Unsafe.Add(ref row, k);
            int start = (k + 1 + T.Lanes - 1) / T.Lanes * T.Lanes;
            int scalarEnd = Math.Min(start, size);
            Unsafe.Add(ref x, k) = z;
            for (int j = k + 1; j < scalarEnd; j++)
            {
                Unsafe.Add(ref x, j) -= z * Unsafe.Add(ref row, j);
            }

            Subtract1(ref x, ref row, z, start, stride);
        }

        // U x = z: rows from the last to the first, each a dot product with what is already solved.
        for (int k = size - 1; k >= 0; k--)
        {
            ref float row = ref Unsafe.Add(ref u, k * stride);
            int start = (k + 1 + T.Lanes - 1) / T.Lanes * T.Lanes;
            int scalarEnd = Math.Min(start, size);
            float sum = Unsafe.Add(ref x, k);
            for (int j = k + 1; j < scalarEnd; j++)
            {
                sum -= Unsafe.Add(ref x, j) * Unsafe.Add(ref row, j);
            }

            T dot = T.Zero;
            for (int j = start; j < stride; j += T.Lanes)
            {
                dot = T.MultiplyAdd(T.Load(ref Unsafe.Add(ref x, j)), T.Load(ref Unsafe.Add(ref row, j)), dot);
            }

            Unsafe.Add(ref x, k) = (sum - T.Sum(dot)) / Unsafe.Add(ref row, k);
        }
    }

    private static void CheckShape(ReadOnlySpan<float> matrix, int stride, int size)
    {
        if (stride < 0 || stride % T.Lanes != 0 || (uint)size > (uint)stride)
        {
            throw new ArgumentException(
                $"The row length is {stride} for order {size}; a multiple of {T.Lanes} that is at least the order is needed.", nameof(stride));
        }

        if (matrix.Length < (long)stride * stride)
        {
            Kernels.ThrowLength("The matrix", matrix.Length, (long)stride * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(ref float row, int start, int stride, float factor)
    {
        T f = T.Broadcast(factor);
        for (int j = start; j < stride; j += T.Lanes)
        {
            ref float cell = ref Unsafe.Add(ref row, j);
            T.Multiply(T.Load(ref cell), f).Store(ref cell);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract1(ref float target, ref float row, float factor, int start, int stride)
    {
        T f = T.Broadcast(-factor);
        for (int j = start; j < stride; j += T.Lanes)
        {
            ref float cell = ref Unsafe.Add(ref target, j);
            T.MultiplyAdd(f, T.Load(ref Unsafe.Add(ref row, j)), T.Load(ref cell)).Store(ref cell);
        }
    }

    private static void Subtract4(ref float target, ref float row0, int i, int stride)
    {
        ref float row1 = ref Unsafe.Add(ref row0, stride);
        ref float row2 = ref Unsafe.Add(ref row1, stride);
        ref float row3 = ref Unsafe.Add(ref row2, stride);
        T f0 = T.Broadcast(-Unsafe.Add(ref row0, i));
        T f1 = T.Broadcast(-Unsafe.Add(ref row1, i));
        T f2 = T.Broadcast(-Unsafe.Add(ref row2, i));
        T f3 = T.Broadcast(-Unsafe.Add(ref row3, i));
        for (int j = i / T.Lanes * T.Lanes; j < stride; j += T.Lanes)
        {
            ref float cell = ref Unsafe.Add(ref target, j);
            T sum = T.MultiplyAdd(f0, T.Load(ref Unsafe.Add(ref row0, j)), T.Load(ref cell));
            sum = T.MultiplyAdd(f1, T.Load(ref Unsafe.Add(ref row1, j)), sum);
            sum = T.MultiplyAdd(f2, T.Load(ref Unsafe.Add(ref row2, j)), sum);
            T.MultiplyAdd(f3, T.Load(ref Unsafe.Add(ref row3, j)), sum).Store(ref cell);
        }
    }
}
