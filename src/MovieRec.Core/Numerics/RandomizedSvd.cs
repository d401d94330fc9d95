namespace MovieRec.Numerics;

/// <summary>
/// Truncated singular value decomposition of a sparse matrix by a random range finder with power iterations (Halko,
/// Martinsson, Tropp, "Finding structure with randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.1):
/// Q = orth(A·Ω), a few times Q = orth(A·orth(Aᵀ·Q)), then Aᵀ·Q = Z·R, R = P·Σ·Wᵀ, so that A ≈ (Q·W)·Σ·(Z·P)ᵀ.
/// </summary>
/// <remarks>
/// The signs of each pair of vectors are chosen so that the right vector's largest entry (the first of equal ones) is
/// positive. The result depends on matrix, seed and register width, not on the number of threads.
/// Cost: 2·(PowerIterations + 1) products with A, each entries × columns, and as many orthonormalisations.
/// </remarks>
internal static class RandomizedSvd
{
    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="settings">Rank, oversampling, power iterations, seed.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="step">Told after each product with A.</param>
    public static SvdFactors Compute(SparseMatrix matrix, SvdSettings settings, ParallelOptions parallel, Action<int>? step = null)
    {
        SparseMatrix transposed = matrix.Transpose();
        int columns = Math.Min(settings.Rank + settings.Oversampling, Math.Min(matrix.Rows, matrix.Columns));
        int rank = Math.Min(settings.Rank, columns);
        if (columns == 0)
        {
            return new SvdFactors(new FactorMatrix(matrix.Rows, settings.Rank), new double[settings.Rank], new FactorMatrix(matrix.Columns, settings.Rank));
        }

        FactorMatrix basis = OrthonormalBasis.Compute(matrix.Multiply(Test(matrix.Columns, columns, settings.Seed, parallel), parallel), parallel).Basis;
        int done = 0;
        step?.Invoke(++done);
        for (int i = 0; i < settings.PowerIterations; i++)
        {
            FactorMatrix other = OrthonormalBasis.Compute(transposed.Multiply(basis, parallel), parallel).Basis;
            step?.Invoke(++done);
            basis = OrthonormalBasis.Compute(matrix.Multiply(other, parallel), parallel).Basis;
            step?.Invoke(++done);
        }

        (FactorMatrix back, double[] factor) = OrthonormalBasis.Compute(transposed.Multiply(basis, parallel), parallel);
        step?.Invoke(++done);
        int order = BlockProducts.Pad(columns);
        (double[] values, double[] p, double[] w) = JacobiSvd.Compute(factor, order, columns, parallel);
        FactorMatrix left = Widen(BlockProducts.Multiply(basis, w, rank, parallel), settings.Rank);
        FactorMatrix right = Widen(BlockProducts.Multiply(back, p, rank, parallel), settings.Rank);
        Array.Resize(ref values, rank);
        ClearNoise(values, left, right);
        FixSigns(left, right);
        Array.Resize(ref values, settings.Rank);
        return new SvdFactors(left, values, right);
    }

    /// <summary>Ω: standard normal numbers that depend on seed and position alone.</summary>
    private static FactorMatrix Test(int rows, int columns, int seed, ParallelOptions parallel)
    {
        FactorMatrix test = new(rows, columns);
        Parallel.For(0, (rows + 63) / 64, parallel, block =>
        {
            for (int r = block * 64; r < Math.Min(rows, (block + 1) * 64); r++)
            {
                SeededRandom.Normal((ulong)(uint)seed, (ulong)r * (ulong)columns, test.Row(r));
            }
        });
        return test;
    }

    /// <summary>Directions below single-precision rounding of the largest are noise: they become 0.</summary>
    private static void ClearNoise(double[] values, FactorMatrix left, FactorMatrix right)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (!(values[k] > 1e-6 * values[0]))
            {
                values[k] = 0;
                Scale(left, k, 0);
                Scale(right, k, 0);
            }
        }
    }

    private static void FixSigns(FactorMatrix left, FactorMatrix right)
    {
        for (int k = 0; k < right.Columns; k++)
        {
            float largest = 0;
            for (int r = 0; r < right.Rows; r++)
            {
                float value = right.Row(r)[k];
                largest = Math.Abs(value) > Math.Abs(largest) ? value : largest;
            }

            if (largest < 0)
            {
                Scale(left, k, -1);
                Scale(right, k, -1);
            }
        }
    }

    private static void Scale(FactorMatrix matrix, int column, float factor)
    {
        for (int r = 0; r < matrix.Rows; r++)
        {
            Span<float> row = matrix.Row(r);

            // Adding 0 turns −0 into 0: equal values have equal bits.
            row[column] = (row[column] * factor) + 0f;
        }
    }

    private static FactorMatrix Widen(FactorMatrix matrix, int columns)
    {
        if (matrix.Columns == columns)
        {
            return matrix;
        }

        FactorMatrix wide = new(matrix.Rows, columns);
        for (int r = 0; r < matrix.Rows; r++)
        {
            matrix.Row(r).CopyTo(wide.Row(r));
        }

        return wide;
    }
}
