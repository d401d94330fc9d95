using System.Numerics.Tensors;

namespace MovieRec.Numerics;

/// <summary>
/// Products of a tall matrix with small square ones, in blocks of <see cref="TileProduct.Block"/>: the Gram matrix YᵀY in
/// double precision (every product of two floats is exact there), and Y·M in single precision. Work is cut by the shape of
/// the matrix alone and parts are added in order, so that the bits do not depend on the number of threads.
/// </summary>
internal static class BlockProducts
{
    private const int Block = TileProduct.Block;
    private const int MaxRanges = 8;

    /// <summary>Rows of a range that is worth a sum of its own.</summary>
    private const int RowsPerRange = 8 * Block;

    /// <summary>The order of a square matrix padded to whole blocks.</summary>
    public static int Pad(int columns) => (columns + Block - 1) / Block * Block;

    /// <summary>YᵀY.</summary>
    /// <returns>Row-major, Pad(columns) × Pad(columns), symmetric; the padding is 0.</returns>
    public static double[] Gram(FactorMatrix matrix, ParallelOptions parallel)
    {
        int order = Pad(matrix.Columns);
        int ranges = Math.Clamp(matrix.Rows / RowsPerRange, 1, MaxRanges);
        double[][] partial = new double[ranges][];
        Parallel.For(0, ranges, parallel, range =>
        {
            int from = (int)((long)matrix.Rows * range / ranges);
            int to = (int)((long)matrix.Rows * (range + 1) / ranges);
            partial[range] = GramOfRows(matrix, from, to, order, parallel.CancellationToken);
        });

        double[] total = partial[0];
        foreach (double[] sum in partial.AsSpan(1))
        {
            TensorPrimitives.Add<double>(total, sum, total);
        }

        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < i; j++)
            {
                total[(i * order) + j] = total[(j * order) + i];
            }
        }

        return total;
    }

    /// <summary>Y·M, the first columns of it.</summary>
    /// <param name="matrix">Y, rows × k.</param>
    /// <param name="right">M, row-major, order × order with order = Pad(k).</param>
    /// <param name="columns">Columns of the result, at most order.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static FactorMatrix Multiply(FactorMatrix matrix, ReadOnlySpan<double> right, int columns, ParallelOptions parallel)
    {
        int order = Pad(matrix.Columns);
        int depth = order / Block;
        int wide = Pad(columns) / Block;
        float[]?[] packed = PackBlocks(right, order, depth, wide);
        FactorMatrix product = new(matrix.Rows, columns);
        Parallel.For(
            0,
            (matrix.Rows + Block - 1) / Block,
            parallel,
            () => (Left: new float[Block * Block], Target: new float[Block * Block * wide]),
            (chunk, _, scratch) =>
            {
                int first = chunk * Block;
                int rows = Math.Min(Block, matrix.Rows - first);
                Array.Clear(scratch.Target);
                for (int k = 0; k < depth; k++)
                {
                    CopyBlock(matrix, first, rows, k * Block, scratch.Left);
                    for (int j = 0; j < wide; j++)
                    {
                        if (packed[(k * wide) + j] is { } strips)
                        {
                            TileProduct.Add<float>(scratch.Target.AsSpan(j * Block), wide * Block, scratch.Left, strips);
                        }
                    }
                }

                for (int r = 0; r < rows; r++)
                {
                    scratch.Target.AsSpan(r * wide * Block, columns).CopyTo(product.Row(first + r));
                }

                return scratch;
            },
            static _ => { });
        return product;
    }

    private static double[] GramOfRows(FactorMatrix matrix, int from, int to, int order, CancellationToken cancellationToken)
    {
        int blocks = order / Block;
        double[] sum = new double[order * order];
        double[] chunk = new double[Block * order];
        double[] left = new double[Block * Block];
        double[][] strips = [.. Enumerable.Range(0, blocks).Select(static _ => new double[Block * Block])];
        for (int first = from; first < to; first += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(Block, to - first);
            Array.Clear(chunk);
            for (int r = 0; r < rows; r++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(matrix.Row(first + r), chunk.AsSpan(r * order, matrix.Columns));
            }

            for (int j = 0; j < blocks; j++)
            {
                TileProduct.Pack<double>(chunk.AsSpan(j * Block), order, strips[j]);
            }

            for (int i = 0; i < blocks; i++)
            {
                for (int k = 0; k < Block; k++)
                {
                    for (int c = 0; c < Block; c++)
                    {
                        left[(c * Block) + k] = chunk[(k * order) + (i * Block) + c];
                    }
                }

                for (int j = i; j < blocks; j++)
                {
                    TileProduct.Add<double>(sum.AsSpan((i * Block * order) + (j * Block)), order, left, strips[j]);
                }
            }
        }

        return sum;
    }

    /// <summary>Blocks of M in strips; a block of zeros is left out.</summary>
    private static float[]?[] PackBlocks(ReadOnlySpan<double> right, int order, int depth, int wide)
    {
        float[]?[] packed = new float[depth * wide][];
        float[] block = new float[Block * Block];
        for (int k = 0; k < depth; k++)
        {
            for (int j = 0; j < wide; j++)
            {
                for (int r = 0; r < Block; r++)
                {
                    TensorPrimitives.ConvertTruncating<double, float>(
                        right.Slice((((k * Block) + r) * order) + (j * Block), Block), block.AsSpan(r * Block, Block));
                }

                if (block.AsSpan().ContainsAnyExcept(0f))
                {
                    packed[(k * wide) + j] = new float[Block * Block];
                    TileProduct.Pack<float>(block, Block, packed[(k * wide) + j]);
                }
            }
        }

        return packed;
    }

    private static void CopyBlock(FactorMatrix matrix, int firstRow, int rows, int firstColumn, float[] block)
    {
        Array.Clear(block);
        int columns = Math.Min(Block, matrix.Columns - firstColumn);
        for (int r = 0; r < rows; r++)
        {
            matrix.Row(firstRow + r).Slice(firstColumn, columns).CopyTo(block.AsSpan(r * Block));
        }
    }
}
