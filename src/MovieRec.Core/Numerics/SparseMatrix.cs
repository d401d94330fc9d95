using System.Numerics.Tensors;

namespace MovieRec.Numerics;

/// <summary>
/// A sparse matrix by rows (CSR): <c>Starts</c> (Rows + 1 offsets), then column and value of each entry, row after row,
/// columns ascending. Values may be empty: all 1. Immutable once built.
/// </summary>
internal sealed class SparseMatrix
{
    /// <summary>Rows that one piece of parallel work takes.</summary>
    private const int RowsPerBlock = 64;

    public SparseMatrix(int rows, int columns, int[] starts, int[] indices, float[] values)
    {
        Rows = rows;
        Columns = columns;
        Starts = starts;
        Indices = indices;
        Values = values;
    }

    public int Rows { get; }

    public int Columns { get; }

    public int[] Starts { get; }

    public int[] Indices { get; }

    /// <summary>Aligned with <see cref="Indices"/>; empty when all are 1.</summary>
    public float[] Values { get; }

    public ReadOnlySpan<int> RowIndices(int row) => Indices.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    public ReadOnlySpan<float> RowValues(int row) =>
        Values.Length == 0 ? default : Values.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>The transpose; entries of a row keep the order of the rows they come from.</summary>
    public SparseMatrix Transpose()
    {
        int[] starts = new int[Columns + 1];
        foreach (int column in Indices)
        {
            starts[column + 1]++;
        }

        for (int c = 0; c < Columns; c++)
        {
            starts[c + 1] += starts[c];
        }

        int[] next = starts.AsSpan(0, Columns).ToArray();
        int[] indices = new int[Indices.Length];
        float[] values = new float[Values.Length];
        for (int r = 0; r < Rows; r++)
        {
            for (int e = Starts[r]; e < Starts[r + 1]; e++)
            {
                int position = next[Indices[e]]++;
                indices[position] = r;
                if (values.Length > 0)
                {
                    values[position] = Values[e];
                }
            }
        }

        return new SparseMatrix(Columns, Rows, starts, indices, values);
    }

    /// <summary>This matrix times a dense one. Every row is summed in its own order: the bits do not depend on the threads.</summary>
    /// <param name="right">Columns × d.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="width">Register width; null for this machine's.</param>
    public FactorMatrix Multiply(FactorMatrix right, ParallelOptions parallel, SimdWidth? width = null)
    {
        FactorMatrix product = new(Rows, right.Columns);
        Parallel.For(0, (Rows + RowsPerBlock - 1) / RowsPerBlock, parallel, block =>
        {
            for (int r = block * RowsPerBlock; r < Math.Min(Rows, (block + 1) * RowsPerBlock); r++)
            {
                Kernels.WeightedSumGathered(product.PaddedRow(r), right.Values, right.Stride, RowIndices(r), RowValues(r), 1, 0, width);
            }
        });
        return product;
    }

    /// <summary>Euclidean length of a row.</summary>
    public double RowNorm(int row) => Values.Length == 0 ? Math.Sqrt(Starts[row + 1] - Starts[row]) : TensorPrimitives.Norm(RowValues(row));
}
