using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// Products of an 8-bit row with a 16-bit query, in 32-bit integers: exact, so every width gives the same number. With
/// |row| ≤ 127 and |query| ≤ <see cref="MaxQuery"/> a sum over 1,024 columns stays below 2³¹.
/// </summary>
internal static class QuantizedDotKernel
{
    /// <summary>Rows are padded to a multiple of this many bytes.</summary>
    public const int Padding = 32;

    public const int MaxRow = 127;

    public const int MaxQuery = 16383;

    /// <summary>Σ_j rows[r][j] · query[j] for each row.</summary>
    /// <param name="query">A multiple of 32 values.</param>
    /// <param name="rows">Row-major, products.Length × query.Length.</param>
    /// <param name="products">Receives one product for each row.</param>
    public static void DotRows(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> rows, Span<int> products)
    {
        nint length = query.Length;
        if (length % Padding != 0 || rows.Length < products.Length * (long)length)
        {
            Kernels.ThrowLength("The matrix", rows.Length, products.Length * (long)length);
        }

        ref short q = ref MemoryMarshal.GetReference(query);
        ref sbyte row = ref MemoryMarshal.GetReference(rows);
        for (int r = 0; r < products.Length; r++)
        {
            products[r] = Avx512BW.IsSupported ? Dot512(ref q, ref row, length)
                : Avx2.IsSupported ? Dot256(ref q, ref row, length)
                : Vector128.IsHardwareAccelerated ? Dot128(ref q, ref row, length)
                : DotScalar(ref q, ref row, length);
            row = ref Unsafe.Add(ref row, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Dot512(ref short query, ref sbyte row, nint length)
    {
        Vector512<int> sum = Vector512<int>.Zero;
        for (nint i = 0; i < length; i += 32)
        {
            Vector512<short> wide = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref Unsafe.Add(ref row, i)));
            sum += Avx512BW.MultiplyAddAdjacent(wide, Vector512.LoadUnsafe(ref Unsafe.Add(ref query, i)));
        }

        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Dot256(ref short query, ref sbyte row, nint length)
    {
        Vector256<int> sum = Vector256<int>.Zero;
        for (nint i = 0; i < length; i += 16)
        {
            Vector256<short> wide = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref Unsafe.Add(ref row, i)));
            sum += Avx2.MultiplyAddAdjacent(wide, Vector256.LoadUnsafe(ref Unsafe.Add(ref query, i)));
        }

        return Vector256.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Dot128(ref short query, ref sbyte row, nint length)
    {
        Vector128<int> sum = Vector128<int>.Zero;
        for (nint i = 0; i < length; i += 16)
        {
            (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.LoadUnsafe(ref Unsafe.Add(ref row, i)));
            (Vector128<int> l0, Vector128<int> l1) = Vector128.Widen(low);
            (Vector128<int> h0, Vector128<int> h1) = Vector128.Widen(high);
            (Vector128<int> q0, Vector128<int> q1) = Vector128.Widen(Vector128.LoadUnsafe(ref Unsafe.Add(ref query, i)));
            (Vector128<int> q2, Vector128<int> q3) = Vector128.Widen(Vector128.LoadUnsafe(ref Unsafe.Add(ref query, i + 8)));
            sum += (l0 * q0) + (l1 * q1) + (h0 * q2) + (h1 * q3);
        }

        return Vector128.Sum(sum);
    }

    private static int DotScalar(ref short query, ref sbyte row, nint length)
    {
        int sum = 0;
        for (nint i = 0; i < length; i++)
        {
            sum += Unsafe.Add(ref query, i) * Unsafe.Add(ref row, i);
        }

        return sum;
    }
}
