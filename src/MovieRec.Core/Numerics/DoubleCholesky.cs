using System.Numerics.Tensors;

namespace MovieRec.Numerics;

/// <summary>
/// Cholesky factorisation A = UᵀU in double precision, upper triangle, row-major: the way out for matrices that are too
/// ill-conditioned for <see cref="CholeskyKernel{T}"/>. Several times slower, and rarely called.
/// </summary>
internal static class DoubleCholesky
{
    /// <summary>Factors in place.</summary>
    /// <param name="matrix">Row-major, stride × stride; the leading size × size upper triangle is read and replaced by U.</param>
    /// <param name="stride">Row length.</param>
    /// <param name="size">Order of the matrix.</param>
    /// <returns>False when a pivot is lost in rounding (below size · 2⁻⁵² of its diagonal entry) or not finite.</returns>
    public static bool Factor(Span<double> matrix, int stride, int size)
    {
        for (int k = 0; k < size; k++)
        {
            // Left-looking in this row: what the rows above take away, beside the entry they take it from.
            double entry = matrix[(k * stride) + k];
            double taken = 0;
            for (int p = 0; p < k; p++)
            {
                double above = matrix[(p * stride) + k];
                taken += above * above;
            }

            double pivot = entry - taken;
            if (!(pivot > size * Math.ScaleB(1, -52) * entry) || !double.IsFinite(pivot))
            {
                return false;
            }

            Span<double> row = matrix.Slice((k * stride) + k, size - k);
            for (int p = 0; p < k; p++)
            {
                ReadOnlySpan<double> above = matrix.Slice((p * stride) + k, size - k);
                TensorPrimitives.MultiplyAdd(above, -above[0], row, row);
            }

            TensorPrimitives.Divide(row, Math.Sqrt(pivot), row);
            row[0] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>Solves UᵀU x = b in place.</summary>
    /// <param name="factor">What <see cref="Factor"/> left.</param>
    /// <param name="stride">Row length.</param>
    /// <param name="size">Order.</param>
    /// <param name="vector">b; receives x.</param>
    public static void Solve(ReadOnlySpan<double> factor, int stride, int size, Span<double> vector)
    {
        for (int k = 0; k < size; k++)
        {
            ReadOnlySpan<double> row = factor.Slice((k * stride) + k, size - k);
            Span<double> rest = vector[(k + 1)..size];
            vector[k] /= row[0];
            TensorPrimitives.MultiplyAdd(row[1..], -vector[k], rest, rest);
        }

        for (int k = size - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> row = factor.Slice((k * stride) + k, size - k);
            vector[k] = (vector[k] - TensorPrimitives.Dot(row[1..], vector[(k + 1)..size])) / row[0];
        }
    }
}
