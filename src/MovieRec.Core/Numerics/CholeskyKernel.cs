using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>
/// Cholesky factorisation A = UᵀU of a row-major upper triangle, left-looking in blocks of 16 rows: a block first takes
/// off the product of all finished rows (one long rank-k update in register tiles), then is factored in panels of four.
/// The 4 × 4 diagonal of a panel is factored in scalars ahead of its rows, so that the chain of square roots and
/// divisions, which bounds small systems, is short. Rows from <c>size</c> to the stride become those of the identity.
/// Floor: d³/3 floating-point operations.
/// </summary>
/// <remarks>
/// One system at a time rather than one in each lane of a register: no change of layout, the whole matrix stays in near
/// caches (sixteen of order 128 would fill 512 KiB), and a row's bits cannot depend on the rows solved beside it.
/// </remarks>
internal static class CholeskyKernel<T>
    where T : struct, ISimd<T>
{
    private const int Block = FactorMatrix.Padding;
    private const int Panel = 4;

    public static bool Factor(Span<float> matrix, int stride, int size)
    {
        CheckShape(matrix, stride, size);
        for (int i = size; i < stride; i++)
        {
            matrix.Slice(i * stride, stride).Clear();
            matrix[(i * stride) + i] = 1;
        }

        ref float a = ref MemoryMarshal.GetReference(matrix);
        for (int k = 0; k < stride; k += Block)
        {
            ref float block = ref Unsafe.Add(ref a, (k * stride) + k);
            int columns = stride - k;
            if (k > 0)
            {
                ref float above = ref Unsafe.Add(ref a, k);
                TileKernel<T, ConsecutiveRows, SubtractTile>.BlockRow(
                    ref block,
                    stride,
                    columns,
                    ref above,
                    ref above,
                    stride,
                    ref Unsafe.NullRef<int>(),
                    ref Unsafe.NullRef<float>(),
                    k,
                    ref Unsafe.NullRef<float>());
            }

            for (int p = 0; p < Block; p += Panel)
            {
                if (!FactorPanel(ref Unsafe.Add(ref block, p * stride), p, stride, columns))
                {
                    return false;
                }

                for (int i = p + Panel; i < Block; i++)
                {
                    Subtract4(ref Unsafe.Add(ref block, i * stride), ref Unsafe.Add(ref block, p * stride), i, stride, columns);
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
        Forward(ref u, ref x, stride);
        Backward(ref u, ref x, stride);
    }

    /// <summary>Four rows of a block: 4 × 4 diagonal in scalars, then every register of columns once.</summary>
    private static bool FactorPanel(ref float row0, int p, int stride, int columns)
    {
        ref float row1 = ref Unsafe.Add(ref row0, stride);
        ref float row2 = ref Unsafe.Add(ref row1, stride);
        ref float row3 = ref Unsafe.Add(ref row2, stride);
        float a00 = Unsafe.Add(ref row0, p), a01 = Unsafe.Add(ref row0, p + 1), a02 = Unsafe.Add(ref row0, p + 2), a03 = Unsafe.Add(ref row0, p + 3);
        float a11 = Unsafe.Add(ref row1, p + 1), a12 = Unsafe.Add(ref row1, p + 2), a13 = Unsafe.Add(ref row1, p + 3);
        float a22 = Unsafe.Add(ref row2, p + 2), a23 = Unsafe.Add(ref row2, p + 3);
        float a33 = Unsafe.Add(ref row3, p + 3);

        float i0 = 1 / MathF.Sqrt(a00);
        float u01 = a01 * i0, u02 = a02 * i0, u03 = a03 * i0;
        a11 -= u01 * u01;
        a12 -= u01 * u02;
        a13 -= u01 * u03;
        float i1 = 1 / MathF.Sqrt(a11);
        float u12 = a12 * i1, u13 = a13 * i1;
        a22 = a22 - (u02 * u02) - (u12 * u12);
        a23 = a23 - (u02 * u03) - (u12 * u13);
        float i2 = 1 / MathF.Sqrt(a22);
        float u23 = a23 * i2;
        a33 = a33 - (u03 * u03) - (u13 * u13) - (u23 * u23);
        float i3 = 1 / MathF.Sqrt(a33);

        // NaN and negative pivots fail the comparison; an infinite pivot has an inverse root of 0.
        if (!(i0 > 0) || !(i1 > 0) || !(i2 > 0) || !(i3 > 0)
            || float.IsInfinity(i0) || float.IsInfinity(i1) || float.IsInfinity(i2) || float.IsInfinity(i3))
        {
            return false;
        }

        T s0 = T.Broadcast(i0), s1 = T.Broadcast(i1), s2 = T.Broadcast(i2), s3 = T.Broadcast(i3);
        T f01 = T.Broadcast(u01), f02 = T.Broadcast(u02), f03 = T.Broadcast(u03);
        T f12 = T.Broadcast(u12), f13 = T.Broadcast(u13), f23 = T.Broadcast(u23);
        for (int j = p / T.Lanes * T.Lanes; j < columns; j += T.Lanes)
        {
            T r0 = T.Multiply(T.Load(ref Unsafe.Add(ref row0, j)), s0);
            T r1 = T.Multiply(T.SubtractProduct(f01, r0, T.Load(ref Unsafe.Add(ref row1, j))), s1);
            T r2 = T.SubtractProduct(f02, r0, T.Load(ref Unsafe.Add(ref row2, j)));
            r2 = T.Multiply(T.SubtractProduct(f12, r1, r2), s2);
            T r3 = T.SubtractProduct(f03, r0, T.Load(ref Unsafe.Add(ref row3, j)));
            r3 = T.SubtractProduct(f13, r1, r3);
            r3 = T.Multiply(T.SubtractProduct(f23, r2, r3), s3);
            r0.Store(ref Unsafe.Add(ref row0, j));
            r1.Store(ref Unsafe.Add(ref row1, j));
            r2.Store(ref Unsafe.Add(ref row2, j));
            r3.Store(ref Unsafe.Add(ref row3, j));
        }

        return true;
    }

    /// <summary>target −= row0[i]·row0 + … + row3[i]·row3, from the register that holds column i on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract4(ref float target, ref float row0, int i, int stride, int columns)
    {
        ref float row1 = ref Unsafe.Add(ref row0, stride);
        ref float row2 = ref Unsafe.Add(ref row1, stride);
        ref float row3 = ref Unsafe.Add(ref row2, stride);
        T f0 = T.Broadcast(Unsafe.Add(ref row0, i));
        T f1 = T.Broadcast(Unsafe.Add(ref row1, i));
        T f2 = T.Broadcast(Unsafe.Add(ref row2, i));
        T f3 = T.Broadcast(Unsafe.Add(ref row3, i));
        for (int j = i / T.Lanes * T.Lanes; j < columns; j += T.Lanes)
        {
            ref float cell = ref Unsafe.Add(ref target, j);
            T sum = T.SubtractProduct(f0, T.Load(ref Unsafe.Add(ref row0, j)), T.Load(ref cell));
            sum = T.SubtractProduct(f1, T.Load(ref Unsafe.Add(ref row1, j)), sum);
            sum = T.SubtractProduct(f2, T.Load(ref Unsafe.Add(ref row2, j)), sum);
            T.SubtractProduct(f3, T.Load(ref Unsafe.Add(ref row3, j)), sum).Store(ref cell);
        }
    }

    /// <summary>Uᵀ z = b: four unknowns in scalars, then their four rows of U leave what remains of b in one sweep.</summary>
    private static void Forward(ref float u, ref float x, int stride)
    {
        for (int k = 0; k < stride; k += Panel)
        {
            ref float row0 = ref Unsafe.Add(ref u, (k * stride) + k);
            ref float row1 = ref Unsafe.Add(ref row0, stride);
            ref float row2 = ref Unsafe.Add(ref row1, stride);
            ref float row3 = ref Unsafe.Add(ref row2, stride);
            ref float b = ref Unsafe.Add(ref x, k);
            float z0 = b / row0;
            float z1 = (Unsafe.Add(ref b, 1) - (z0 * Unsafe.Add(ref row0, 1))) / Unsafe.Add(ref row1, 1);
            float z2 = (Unsafe.Add(ref b, 2) - (z0 * Unsafe.Add(ref row0, 2)) - (z1 * Unsafe.Add(ref row1, 2))) / Unsafe.Add(ref row2, 2);
            float z3 = (Unsafe.Add(ref b, 3) - (z0 * Unsafe.Add(ref row0, 3)) - (z1 * Unsafe.Add(ref row1, 3)) - (z2 * Unsafe.Add(ref row2, 3)))
                / Unsafe.Add(ref row3, 3);

            // Up to the next register column by column, the rest by registers.
            int start = (k + Panel + T.Lanes - 1) / T.Lanes * T.Lanes;
            for (int j = k + Panel; j < start; j++)
            {
                int o = j - k;
                Unsafe.Add(ref x, j) = Unsafe.Add(ref x, j) - (z0 * Unsafe.Add(ref row0, o)) - (z1 * Unsafe.Add(ref row1, o))
                    - (z2 * Unsafe.Add(ref row2, o)) - (z3 * Unsafe.Add(ref row3, o));
            }

            T f0 = T.Broadcast(z0), f1 = T.Broadcast(z1), f2 = T.Broadcast(z2), f3 = T.Broadcast(z3);
            for (int j = start; j < stride; j += T.Lanes)
            {
                int o = j - k;
                ref float cell = ref Unsafe.Add(ref x, j);
                T sum = T.SubtractProduct(f0, T.Load(ref Unsafe.Add(ref row0, o)), T.Load(ref cell));
                sum = T.SubtractProduct(f1, T.Load(ref Unsafe.Add(ref row1, o)), sum);
                sum = T.SubtractProduct(f2, T.Load(ref Unsafe.Add(ref row2, o)), sum);
                T.SubtractProduct(f3, T.Load(ref Unsafe.Add(ref row3, o)), sum).Store(ref cell);
            }

            b = z0;
            Unsafe.Add(ref b, 1) = z1;
            Unsafe.Add(ref b, 2) = z2;
            Unsafe.Add(ref b, 3) = z3;
        }
    }

    /// <summary>U x = z, from the last four rows to the first: four dot products with what is solved, then a 4 × 4 triangle.</summary>
    private static void Backward(ref float u, ref float x, int stride)
    {
        for (int k = stride - Panel; k >= 0; k -= Panel)
        {
            ref float row0 = ref Unsafe.Add(ref u, k * stride);
            ref float row1 = ref Unsafe.Add(ref row0, stride);
            ref float row2 = ref Unsafe.Add(ref row1, stride);
            ref float row3 = ref Unsafe.Add(ref row2, stride);
            int start = (k + Panel + T.Lanes - 1) / T.Lanes * T.Lanes;
            T d0 = T.Zero, d1 = T.Zero, d2 = T.Zero, d3 = T.Zero;
            for (int j = start; j < stride; j += T.Lanes)
            {
                T v = T.Load(ref Unsafe.Add(ref x, j));
                d0 = T.MultiplyAdd(v, T.Load(ref Unsafe.Add(ref row0, j)), d0);
                d1 = T.MultiplyAdd(v, T.Load(ref Unsafe.Add(ref row1, j)), d1);
                d2 = T.MultiplyAdd(v, T.Load(ref Unsafe.Add(ref row2, j)), d2);
                d3 = T.MultiplyAdd(v, T.Load(ref Unsafe.Add(ref row3, j)), d3);
            }

            float s0 = Unsafe.Add(ref x, k) - T.Sum(d0);
            float s1 = Unsafe.Add(ref x, k + 1) - T.Sum(d1);
            float s2 = Unsafe.Add(ref x, k + 2) - T.Sum(d2);
            float s3 = Unsafe.Add(ref x, k + 3) - T.Sum(d3);
            for (int j = k + Panel; j < start; j++)
            {
                float v = Unsafe.Add(ref x, j);
                s0 -= v * Unsafe.Add(ref row0, j);
                s1 -= v * Unsafe.Add(ref row1, j);
                s2 -= v * Unsafe.Add(ref row2, j);
                s3 -= v * Unsafe.Add(ref row3, j);
            }

            s3 /= Unsafe.Add(ref row3, k + 3);
            s2 = (s2 - (s3 * Unsafe.Add(ref row2, k + 3))) / Unsafe.Add(ref row2, k + 2);
            s1 = (s1 - (s2 * Unsafe.Add(ref row1, k + 2)) - (s3 * Unsafe.Add(ref row1, k + 3))) / Unsafe.Add(ref row1, k + 1);
            s0 = (s0 - (s1 * Unsafe.Add(ref row0, k + 1)) - (s2 * Unsafe.Add(ref row0, k + 2)) - (s3 * Unsafe.Add(ref row0, k + 3)))
                / Unsafe.Add(ref row0, k);
            Unsafe.Add(ref x, k) = s0;
            Unsafe.Add(ref x, k + 1) = s1;
            Unsafe.Add(ref x, k + 2) = s2;
            Unsafe.Add(ref x, k + 3) = s3;
        }
    }

    private static void CheckShape(ReadOnlySpan<float> matrix, int stride, int size)
    {
        if (stride % Block != 0 || size < 0 || size > stride)
        {
            throw new ArgumentException($"Rows of {stride} floats for order {size}; a multiple of {Block} that is ≥ the order is needed.");
        }

        if (matrix.Length < (long)stride * stride)
        {
            Kernels.ThrowLength("The matrix", matrix.Length, (long)stride * stride);
        }
    }
}
