using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// Inner products of rows of signed bytes with a query of int16 values (a query of bytes, widened once). Sums are whole
/// numbers, so every register width gives the same bits; with |values| ≤ 127 and at most 65,536 columns they fit int32.
/// </summary>
internal static unsafe class ByteDotKernel
{
    /// <param name="query">stride values in −127 … 127.</param>
    /// <param name="rows">First row, count × stride.</param>
    /// <param name="stride">Row length, a multiple of 64.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="sums">Receives one sum for each row.</param>
    public static void DotRows(short* query, sbyte* rows, int stride, int count, int* sums)
    {
        if (Avx512BW.IsSupported)
        {
            Dot512(query, rows, stride, count, sums);
        }
        else if (Avx2.IsSupported)
        {
            Dot256(query, rows, stride, count, sums);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Dot128(query, rows, stride, count, sums);
        }
        else
        {
            DotScalar(query, rows, stride, count, sums);
        }
    }

    internal static void DotScalar(short* query, sbyte* rows, int stride, int count, int* sums)
    {
        for (int row = 0; row < count; row++, rows += stride)
        {
            int sum = 0;
            for (int i = 0; i < stride; i++)
            {
                sum += query[i] * rows[i];
            }

            sums[row] = sum;
        }
    }

    internal static void Dot128(short* query, sbyte* rows, int stride, int count, int* sums)
    {
        for (int row = 0; row < count; row++, rows += stride)
        {
            Vector128<int> sum = Vector128<int>.Zero;
            for (int i = 0; i < stride; i += 16)
            {
                (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Load(rows + i));
                sum += Product(Vector128.Load(query + i), low) + Product(Vector128.Load(query + i + 8), high);
            }

            sums[row] = Vector128.Sum(sum);
        }
    }

    internal static void Dot256(short* query, sbyte* rows, int stride, int count, int* sums)
    {
        for (int row = 0; row < count; row++, rows += stride)
        {
            Vector256<int> even = Vector256<int>.Zero, odd = Vector256<int>.Zero;
            for (int i = 0; i < stride; i += 32)
            {
                even += Avx2.MultiplyAddAdjacent(Vector256.Load(query + i), Avx2.ConvertToVector256Int16(rows + i));
                odd += Avx2.MultiplyAddAdjacent(Vector256.Load(query + i + 16), Avx2.ConvertToVector256Int16(rows + i + 16));
            }

            sums[row] = Vector256.Sum(even + odd);
        }
    }

    internal static void Dot512(short* query, sbyte* rows, int stride, int count, int* sums)
    {
        for (int row = 0; row < count; row++, rows += stride)
        {
            Vector512<int> even = Vector512<int>.Zero, odd = Vector512<int>.Zero;
            for (int i = 0; i < stride; i += 64)
            {
                even += Avx512BW.MultiplyAddAdjacent(
                    Vector512.Load(query + i), Avx512BW.ConvertToVector512Int16(Vector256.Load(rows + i)));
                odd += Avx512BW.MultiplyAddAdjacent(
                    Vector512.Load(query + i + 32), Avx512BW.ConvertToVector512Int16(Vector256.Load(rows + i + 32)));
            }

            sums[row] = Vector512.Sum(even + odd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Product(Vector128<short> a, Vector128<short> b)
    {
        (Vector128<int> aLow, Vector128<int> aHigh) = Vector128.Widen(a);
        (Vector128<int> bLow, Vector128<int> bHigh) = Vector128.Widen(b);
        return (aLow * bLow) + (aHigh * bHigh);
    }
}
