using System.Numerics.Tensors;

namespace MovieRec.Numerics;

/// <summary>
/// Y = Q·R by Cholesky QR, twice (Yamamoto, Nakatsukasa, Yanagisawa, Fukaya, ETNA 44, 2015): G = YᵀY in double precision,
/// G = RᵀR, Q = Y·R⁻¹. The first round leaves QᵀQ off the identity by ε·κ²; the second mends that. A column that depends on
/// those before it, up to single-precision rounding, has no direction of its own and becomes zero in Q and in R's row.
/// </summary>
internal static class OrthonormalBasis
{
    /// <summary>Squared length, relative to the column's own, below which what is left of a column is rounding noise.</summary>
    private const double Independent = 1e-11;

    /// <summary>Orthonormalises the columns.</summary>
    /// <param name="matrix">Y; not changed.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>Q, and R: row-major, upper triangular, order BlockProducts.Pad(columns).</returns>
    public static (FactorMatrix Basis, double[] Factor) Compute(FactorMatrix matrix, ParallelOptions parallel)
    {
        int order = BlockProducts.Pad(matrix.Columns);
        double[] first = Factor(BlockProducts.Gram(matrix, parallel), order, matrix.Columns, out double[] firstInverse);
        FactorMatrix basis = BlockProducts.Multiply(matrix, firstInverse, matrix.Columns, parallel);
        double[] second = Factor(BlockProducts.Gram(basis, parallel), order, matrix.Columns, out double[] secondInverse);
        return (BlockProducts.Multiply(basis, secondInverse, matrix.Columns, parallel), Multiply(second, first, order, matrix.Columns));
    }

    /// <summary>G = RᵀR, left-looking; a lost pivot empties its row. The inverse has a zero column there.</summary>
    private static double[] Factor(double[] gram, int order, int size, out double[] inverse)
    {
        bool[] lost = new bool[size];
        for (int k = 0; k < size; k++)
        {
            double entry = gram[(k * order) + k];
            Span<double> row = gram.AsSpan((k * order) + k, size - k);
            for (int p = 0; p < k; p++)
            {
                ReadOnlySpan<double> above = gram.AsSpan((p * order) + k, size - k);
                if (above[0] != 0)
                {
                    TensorPrimitives.MultiplyAdd(above, -above[0], row, row);
                }
            }

            lost[k] = !(row[0] > Independent * entry);
            if (lost[k])
            {
                row.Clear();
            }
            else
            {
                TensorPrimitives.Divide(row, Math.Sqrt(row[0]), row);
            }

            gram.AsSpan(k * order, k).Clear();
        }

        inverse = Invert(gram, order, size, lost);
        return gram;
    }

    private static double[] Invert(double[] upper, int order, int size, bool[] lost)
    {
        // Row by row from the last: (R⁻¹)_k = (e_k − Σ_{p>k} R_kp·(R⁻¹)_p) / R_kk; a lost row is 0, and so is its column.
        double[] inverse = new double[order * order];
        for (int k = size - 1; k >= 0; k--)
        {
            if (lost[k])
            {
                continue;
            }

            Span<double> row = inverse.AsSpan(k * order, size);
            for (int p = k + 1; p < size; p++)
            {
                double factor = upper[(k * order) + p];
                if (factor != 0 && !lost[p])
                {
                    TensorPrimitives.MultiplyAdd(inverse.AsSpan((p * order) + p, size - p), -factor, row[p..], row[p..]);
                }
            }

            row[k] += 1;
            TensorPrimitives.Divide(row[k..], upper[(k * order) + k], row[k..]);
        }

        return inverse;
    }

    private static double[] Multiply(double[] left, double[] right, int order, int size)
    {
        double[] product = new double[order * order];
        for (int i = 0; i < size; i++)
        {
            for (int k = i; k < size; k++)
            {
                double factor = left[(i * order) + k];
                if (factor != 0)
                {
                    Span<double> row = product.AsSpan((i * order) + k, size - k);
                    TensorPrimitives.MultiplyAdd(right.AsSpan((k * order) + k, size - k), factor, row, row);
                }
            }
        }

        return product;
    }
}
