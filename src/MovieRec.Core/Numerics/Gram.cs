using System.Numerics.Tensors;

namespace MovieRec.Numerics;

/// <summary>
/// YᵀY of a whole factor matrix. Training adds single-precision products of 256 rows up in double precision; the matrix
/// that is served is computed in double precision throughout, once. The rows are
/// divided into ranges whose number depends on the matrix alone and whose sums are added in order, so that the bits do
/// not depend on the number of threads. Floor: rows · d · (d+1) operations.
/// </summary>
internal static class Gram
{
    private const int MaxRanges = 16;
    private const int RowsPerProduct = 256;

    /// <returns>Row-major stride × stride, symmetric, padding zero.</returns>
    public static double[] Compute(FactorMatrix matrix, ParallelOptions parallel, SimdWidth? width = null) =>
        SumOfRanges(matrix, parallel, (rows, from, to, sum) => AddBlocks(rows, from, to, sum, width, parallel.CancellationToken));

    /// <summary>The same with every product exact and every sum in double precision; slower.</summary>
    /// <returns>Row-major stride × stride, symmetric, padding zero.</returns>
    public static double[] ComputeInDouble(FactorMatrix matrix, ParallelOptions parallel) => SumOfRanges(matrix, parallel, AddRows);

    private static double[] SumOfRanges(FactorMatrix matrix, ParallelOptions parallel, Action<FactorMatrix, int, int, double[]> add)
    {
        int stride = matrix.Stride;
        int ranges = Math.Clamp(matrix.Rows / RowsPerProduct, 1, MaxRanges);
        double[][] partial = new double[ranges][];
        Parallel.For(0, ranges, parallel, range =>
        {
            int from = (int)((long)matrix.Rows * range / ranges);
            int to = (int)((long)matrix.Rows * (range + 1) / ranges);
            partial[range] = new double[stride * stride];
            add(matrix, from, to, partial[range]);
        });

        double[] total = partial[0];
        foreach (double[] sum in partial.AsSpan(1))
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

    private static void AddBlocks(
        FactorMatrix matrix, int from, int to, double[] sum, SimdWidth? width, CancellationToken cancellationToken)
    {
        int stride = matrix.Stride;
        float[] product = new float[stride * stride];
        double[] widened = new double[stride * stride];
        for (int row = from; row < to; row += RowsPerProduct)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(RowsPerProduct, to - row);
            ReadOnlySpan<float> rows = matrix.Values.Slice(row * stride, count * stride);
            Array.Clear(product);
            Kernels.RankUpdate(product, stride, rows, rows, count, width);
            TensorPrimitives.ConvertTruncating<float, double>(product, widened);
            TensorPrimitives.Add<double>(sum, widened, sum);
        }
    }

    private static void AddRows(FactorMatrix matrix, int from, int to, double[] sum)
    {
        int stride = matrix.Stride;
        double[] values = new double[stride];
        for (int row = from; row < to; row++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(matrix.PaddedRow(row), values);
            for (int i = 0; i < matrix.Columns; i++)
            {
                Span<double> cells = sum.AsSpan((i * stride) + i, stride - i);
                TensorPrimitives.MultiplyAdd<double>(values.AsSpan(i), values[i], cells, cells);
            }
        }
    }
}
