using System.Runtime.CompilerServices;

namespace MovieRec.Numerics;

/// <summary>
/// One query against scattered rows, for graphs and filtered scans. Four rows at a time, one accumulator each, so that
/// four chains of multiply-adds hide each other's latency; the four rows after them are prefetched meanwhile. A row's
/// score has the same bits whichever rows stand beside it, and the same as <see cref="DotKernel{T}"/> gives it.
/// </summary>
internal static unsafe class GatherKernel<T, TTerm>
    where T : struct, ISimd<T>
    where TTerm : struct, IPairTerm<T>
{
    /// <param name="query">stride floats.</param>
    /// <param name="rows">First row of the matrix.</param>
    /// <param name="stride">Floats from row to row, a multiple of 16.</param>
    /// <param name="indices">Row numbers; the caller has checked them.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="scores">Receives one score for each.</param>
    public static void Run(float* query, float* rows, int stride, int* indices, int count, float* scores)
    {
        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            float* row0 = rows + ((nint)indices[i] * stride);
            float* row1 = rows + ((nint)indices[i + 1] * stride);
            float* row2 = rows + ((nint)indices[i + 2] * stride);
            float* row3 = rows + ((nint)indices[i + 3] * stride);
            for (int next = i + 4; next < Math.Min(i + 8, count); next++)
            {
                Prefetch.Row(rows + ((nint)indices[next] * stride), stride);
            }

            T sum0 = T.Zero, sum1 = T.Zero, sum2 = T.Zero, sum3 = T.Zero;
            for (int k = 0; k < stride; k += T.Lanes)
            {
                T x = T.Load(ref Unsafe.AsRef<float>(query + k));
                sum0 = TTerm.Add(x, T.Load(ref Unsafe.AsRef<float>(row0 + k)), sum0);
                sum1 = TTerm.Add(x, T.Load(ref Unsafe.AsRef<float>(row1 + k)), sum1);
                sum2 = TTerm.Add(x, T.Load(ref Unsafe.AsRef<float>(row2 + k)), sum2);
                sum3 = TTerm.Add(x, T.Load(ref Unsafe.AsRef<float>(row3 + k)), sum3);
            }

            scores[i] = TTerm.Sign * T.Sum(sum0);
            scores[i + 1] = TTerm.Sign * T.Sum(sum1);
            scores[i + 2] = TTerm.Sign * T.Sum(sum2);
            scores[i + 3] = TTerm.Sign * T.Sum(sum3);
        }

        for (; i < count; i++)
        {
            float* row = rows + ((nint)indices[i] * stride);
            T sum = T.Zero;
            for (int k = 0; k < stride; k += T.Lanes)
            {
                sum = TTerm.Add(T.Load(ref Unsafe.AsRef<float>(query + k)), T.Load(ref Unsafe.AsRef<float>(row + k)), sum);
            }

            scores[i] = TTerm.Sign * T.Sum(sum);
        }
    }
}
