namespace MovieRec.Numerics;

/// <summary>Inverse of one small symmetric positive definite block in double precision, plain loops.</summary>
internal static class SmallCholesky
{
    /// <summary>Replaces A by A⁻¹: A = L Lᵀ, L⁻¹ by forward substitution, A⁻¹ = L⁻ᵀ L⁻¹.</summary>
    /// <param name="matrix">Row-major, size × size; the lower triangle is read.</param>
    /// <param name="size">Order.</param>
    /// <returns>False when a pivot is not a positive number; the matrix is then spoilt.</returns>
    public static bool Invert(Span<double> matrix, int size)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double sum = matrix[(i * size) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[(i * size) + k] * matrix[(j * size) + k];
                }

                if (i > j)
                {
                    matrix[(i * size) + j] = sum / matrix[(j * size) + j];
                }
                else if (sum > 0 && double.IsFinite(sum))
                {
                    matrix[(j * size) + j] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        InvertLower(matrix, size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = i; k < size; k++)
                {
                    sum += matrix[(k * size) + i] * matrix[(k * size) + j];
                }

                // Entry (i, j) of L⁻¹ is not read again: later rows of the product begin below it.
                matrix[(j * size) + i] = sum;
                if (i == j)
                {
                    matrix[(i * size) + i] = sum;
                }
            }
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[(i * size) + j] = matrix[(j * size) + i];
            }
        }

        return true;
    }

    private static void InvertLower(Span<double> lower, int size)
    {
        for (int j = 0; j < size; j++)
        {
            lower[(j * size) + j] = 1 / lower[(j * size) + j];
        }

        for (int j = 0; j < size; j++)
        {
            for (int i = j + 1; i < size; i++)
            {
                double sum = 0;
                for (int k = j; k < i; k++)
                {
                    sum -= lower[(i * size) + k] * lower[(k * size) + j];
                }

                lower[(i * size) + j] = sum * lower[(i * size) + i];
            }
        }
    }
}
