using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// One query of int16 values against scattered rows of signed bytes, in whole numbers: every register width gives the same
/// sums. Two rows at a time; the rows after them are prefetched meanwhile.
/// </summary>
internal static unsafe class ByteGatherKernel
{
    /// <summary>Rows are padded to a multiple of this many bytes.</summary>
    public const int Padding = 32;

    private const int Ahead = 4;

    /// <summary>The largest |query| value with which a sum over <paramref name="stride"/> columns stays below 2³¹.</summary>
    /// <param name="stride">Row length.</param>
    public static int MaxQuery(int stride) => (int)Math.Min(16383, int.MaxValue / (128L * stride));

    /// <param name="query">stride values, at most <see cref="MaxQuery"/> in size.</param>
    /// <param name="rows">First row of the matrix, values in −127 … 127.</param>
    /// <param name="stride">Bytes from row to row, a multiple of <see cref="Padding"/>.</param>
    /// <param name="indices">Row numbers; the caller has checked them.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="sums">Receives one sum for each.</param>
    public static void Dot(short* query, sbyte* rows, int stride, int* indices, int count, int* sums)
    {
        if (Avx512BW.IsSupported)
        {
            Dot512(query, rows, stride, indices, count, sums);
        }
        else if (Avx2.IsSupported)
        {
            Dot256(query, rows, stride, indices, count, sums);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Dot128(query, rows, stride, indices, count, sums);
        }
        else
        {
            DotScalar(query, rows, stride, indices, count, sums);
        }
    }

    internal static void DotScalar(short* query, sbyte* rows, int stride, int* indices, int count, int* sums)
    {
        for (int i = 0; i < count; i++)
        {
            sbyte* row = rows + ((nint)indices[i] * stride);
            int sum = 0;
            for (int j = 0; j < stride; j++)
            {
                sum += query[j] * row[j];
            }

            sums[i] = sum;
        }
    }

    internal static void Dot128(short* query, sbyte* rows, int stride, int* indices, int count, int* sums)
    {
        for (int i = 0; i < count; i++)
        {
            sbyte* row = rows + ((nint)indices[i] * stride);
            Vector128<int> sum = Vector128<int>.Zero;
            for (int j = 0; j < stride; j += 16)
            {
                (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Load(row + j));
                sum += Product(Vector128.Load(query + j), low) + Product(Vector128.Load(query + j + 8), high);
            }

            sums[i] = Vector128.Sum(sum);
        }
    }

    internal static void Dot256(short* query, sbyte* rows, int stride, int* indices, int count, int* sums)
    {
        for (int i = 0; i < count; i++)
        {
            if (i + Ahead < count)
            {
                Prefetch.Bytes(rows + ((nint)indices[i + Ahead] * stride), stride);
            }

            sbyte* row = rows + ((nint)indices[i] * stride);
            Vector256<int> even = Vector256<int>.Zero, odd = Vector256<int>.Zero;
            for (int j = 0; j < stride; j += 32)
            {
                even += Avx2.MultiplyAddAdjacent(Vector256.Load(query + j), Avx2.ConvertToVector256Int16(row + j));
                odd += Avx2.MultiplyAddAdjacent(Vector256.Load(query + j + 16), Avx2.ConvertToVector256Int16(row + j + 16));
            }

            sums[i] = Vector256.Sum(even + odd);
        }
    }

    internal static void Dot512(short* query, sbyte* rows, int stride, int* indices, int count, int* sums)
    {
        int i = 0;
        for (; i + 2 <= count; i += 2)
        {
            for (int next = i + Ahead; next < Math.Min(i + Ahead + 2, count); next++)
            {
                Prefetch.Bytes(rows + ((nint)indices[next] * stride), stride);
            }

            sbyte* row0 = rows + ((nint)indices[i] * stride);
            sbyte* row1 = rows + ((nint)indices[i + 1] * stride);
            Vector512<int> sum0 = Vector512<int>.Zero, sum1 = Vector512<int>.Zero;
            for (int j = 0; j < stride; j += 32)
            {
                Vector512<short> q = Vector512.Load(query + j);
                sum0 += Avx512BW.MultiplyAddAdjacent(q, Avx512BW.ConvertToVector512Int16(Vector256.Load(row0 + j)));
                sum1 += Avx512BW.MultiplyAddAdjacent(q, Avx512BW.ConvertToVector512Int16(Vector256.Load(row1 + j)));
            }

            sums[i] = Vector512.Sum(sum0);
            sums[i + 1] = Vector512.Sum(sum1);
        }

        if (i < count)
        {
            sbyte* row = rows + ((nint)indices[i] * stride);
            Vector512<int> sum = Vector512<int>.Zero;
            for (int j = 0; j < stride; j += 32)
            {
                sum += Avx512BW.MultiplyAddAdjacent(Vector512.Load(query + j), Avx512BW.ConvertToVector512Int16(Vector256.Load(row + j)));
            }

            sums[i] = Vector512.Sum(sum);
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
