using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieRec.Numerics;

/// <summary>
/// Sums over gathered rows in double precision, the rows widened as they are read: what iterative refinement needs.
/// One width for every machine (the runtime splits it where it is too wide), so there is one order of additions.
/// </summary>
internal static class RefinementKernel
{
    private const int Lanes = 4;

    /// <summary>sum += Σ_k (offset + scale · w_k) · factors[rows_k].</summary>
    public static void AddRows(
        Span<double> sum, ReadOnlySpan<float> factors, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, double scale, double offset)
    {
        nint stride = sum.Length;
        ref float y = ref MemoryMarshal.GetReference(factors);
        ref double s = ref MemoryMarshal.GetReference(sum);
        for (int k = 0; k < rows.Length; k++)
        {
            double weight = offset + (scale * (weights.IsEmpty ? 1 : weights[k]));
            Axpy(ref s, ref Unsafe.Add(ref y, rows[k] * stride), weight, stride);
        }
    }

    /// <summary>residual −= Σ_k scale · w_k · ⟨factors[rows_k], solution⟩ · factors[rows_k].</summary>
    public static void SubtractProduct(
        Span<double> residual,
        ReadOnlySpan<double> solution,
        ReadOnlySpan<float> factors,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<float> weights,
        double scale)
    {
        nint stride = residual.Length;
        ref float y = ref MemoryMarshal.GetReference(factors);
        ref double r = ref MemoryMarshal.GetReference(residual);
        ref double s = ref MemoryMarshal.GetReference(solution);
        for (int k = 0; k < rows.Length; k++)
        {
            ref float row = ref Unsafe.Add(ref y, rows[k] * stride);
            double weight = scale * (weights.IsEmpty ? 1 : weights[k]);
            Axpy(ref r, ref row, -weight * Dot(ref s, ref row, stride), stride);
        }
    }

    /// <summary>⟨factors[row], solution⟩ for one padded row.</summary>
    public static double Dot(ReadOnlySpan<double> solution, ReadOnlySpan<float> row)
    {
        if (solution.Length != row.Length || row.Length % FactorMatrix.Padding != 0)
        {
            Kernels.ThrowLength("The row", row.Length, solution.Length);
        }

        return Dot(ref MemoryMarshal.GetReference(solution), ref MemoryMarshal.GetReference(row), row.Length);
    }

    /// <summary>⟨a, b⟩ of two double-precision vectors whose length is a multiple of 16.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length || a.Length % FactorMatrix.Padding != 0)
        {
            Kernels.ThrowLength("The second vector", b.Length, a.Length);
        }

        Vector256<double> even = Vector256<double>.Zero, odd = even;
        ref double x = ref MemoryMarshal.GetReference(a);
        ref double y = ref MemoryMarshal.GetReference(b);
        for (nint i = 0; i < a.Length; i += 2 * Lanes)
        {
            even += Vector256.LoadUnsafe(ref Unsafe.Add(ref x, i)) * Vector256.LoadUnsafe(ref Unsafe.Add(ref y, i));
            odd += Vector256.LoadUnsafe(ref Unsafe.Add(ref x, i + Lanes)) * Vector256.LoadUnsafe(ref Unsafe.Add(ref y, i + Lanes));
        }

        return Sum(even + odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Dot(ref double s, ref float row, nint stride)
    {
        Vector256<double> a = Vector256<double>.Zero, b = a, c = a, d = a;
        for (nint i = 0; i < stride; i += 4 * Lanes)
        {
            (Vector256<double> y0, Vector256<double> y1) = Widen(ref Unsafe.Add(ref row, i));
            (Vector256<double> y2, Vector256<double> y3) = Widen(ref Unsafe.Add(ref row, i + 8));
            a += y0 * Vector256.LoadUnsafe(ref Unsafe.Add(ref s, i));
            b += y1 * Vector256.LoadUnsafe(ref Unsafe.Add(ref s, i + 4));
            c += y2 * Vector256.LoadUnsafe(ref Unsafe.Add(ref s, i + 8));
            d += y3 * Vector256.LoadUnsafe(ref Unsafe.Add(ref s, i + 12));
        }

        return Sum(a + b + (c + d));
    }

    /// <summary>Lanes in one fixed order, which the runtime's own sum does not promise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector256<double> value)
    {
        Vector128<double> two = value.GetLower() + value.GetUpper();
        return two[0] + two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Axpy(ref double sum, ref float row, double weight, nint stride)
    {
        Vector256<double> w = Vector256.Create(weight);
        for (nint i = 0; i < stride; i += 2 * Lanes)
        {
            (Vector256<double> y0, Vector256<double> y1) = Widen(ref Unsafe.Add(ref row, i));
            ref double cell = ref Unsafe.Add(ref sum, i);
            (Vector256.LoadUnsafe(ref cell) + (w * y0)).StoreUnsafe(ref cell);
            cell = ref Unsafe.Add(ref cell, Lanes);
            (Vector256.LoadUnsafe(ref cell) + (w * y1)).StoreUnsafe(ref cell);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Widen(ref float source) =>
        Vector256.Widen(Vector256.LoadUnsafe(ref source));
}
