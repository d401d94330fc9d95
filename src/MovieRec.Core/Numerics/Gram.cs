using System.Numerics.Tensors;

namespace MovieRec.Numerics;

/// <summary>
/// YᵀY of a whole factor matrix. Single-precision products of 256 rows are added up in double precision; the rows are
/// divided into ranges whose number depends on the matrix alone and whose sums are added in order, so that the bits do
/// not depend on the number of threads. Floor: rows · d · (d+1) operations.
/// </summary>
internal static class Gram
{
    private const int MaxRanges = 16;
    private const int RowsPerProduct = 256;

    /// <returns>Row-major stride × stride, symmetric, padding zero.</returns>
    public static double[] Compute(FactorMatrix matrix, ParallelOptions parallel, SimdWidth? width = null)
    {
        int stride = matrix.Stride;
        int ranges = Math.Clamp(matrix.Rows / RowsPerProduct, 1, MaxRanges);
        double[][] partial = new double[ranges][];
        Parallel.For(0, ranges, parallel, range =>
        {
            int from = (int)((long)matrix.Rows * range / ranges);
            int to = (int)((long)matrix.Rows * (range + 1) / ranges);
            double[] sum = new double[stride * stride];
            float[] product = new float[stride * stride];
            double[] widened = new double[stride * stride];
            for (int row = from; row < to; row += RowsPerProduct)
            {
                parallel.CancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(RowsPerProduct, to - row);
                ReadOnlySpan<float> rows = matrix.Values.Slice(row * stride, count * stride);
                Array.Clear(product);
                Kernels.RankUpdate(product, stride, rows, rows, count, width);
                TensorPrimitives.ConvertTruncating<float, double>(product, widened);
                TensorPrimitives.Add<double>(sum, widened, sum);
            }

            partial[range] = sum;
        });

        double[] total = new double[stride * stride];
        foreach (double[] sum in partial)
        {
            TensorPrimitives.Add<double>(total, sum, total);
        }

        for (int i = 0; i < stride; i++)
        {
            for (int j = 0; j < i; j++)
            {
                total[(i * stride) + j] = total[(j * stride) + i];
            }
        }

        return total;
    }
}
