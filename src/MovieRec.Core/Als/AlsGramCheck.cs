using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Whether a stored Gram matrix G belongs to the stored factors Y, without computing YᵀY again: the diagonal is summed
/// up, and G·v is compared with Yᵀ(Y·v) for one vector of signs (Freivalds 1977), in O(rows · d) instead of
/// O(rows · d²). One wrong entry changes one component of G·v by its whole error.
/// </summary>
internal static class AlsGramCheck
{
    /// <summary>Training sums single-precision products of 256 rows: their relative error stays below 256 · 2⁻²⁴.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>What is wrong with the matrix, or null.</summary>
    public static string? Problem(ReadOnlySpan<double> gram, FactorMatrix factors)
    {
        int stride = factors.Stride;
        double[] signs = Signs(stride);
        double[] diagonal = new double[stride];
        double[] product = new double[stride];
        double[] row = new double[stride];
        for (int r = 0; r < factors.Rows; r++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(factors.PaddedRow(r), row);
            TensorPrimitives.MultiplyAdd<double>(row, TensorPrimitives.Dot<double>(row, signs), product, product);
            TensorPrimitives.MultiplyAdd<double>(row, row, diagonal, diagonal);
        }

        double scale = 0;
        foreach (double value in diagonal)
        {
            if (!(value < float.MaxValue))
            {
                return $"the factors are too large: a column has the sum of squares {value}, beyond single precision.";
            }

            scale += Math.Sqrt(value);
        }

        for (int i = 0; i < stride; i++)
        {
            ReadOnlySpan<double> entries = gram.Slice(i * stride, stride);
            if (!(Math.Abs(entries[i] - diagonal[i]) <= Tolerance * diagonal[i]))
            {
                return $"diagonal entry {i} is {entries[i]}; the factors have the sum of squares {diagonal[i]}.";
            }

            for (int j = 0; j < i; j++)
            {
                if (entries[j] != gram[(j * stride) + i])
                {
                    return $"entries ({i}, {j}) and ({j}, {i}) differ; the matrix is symmetric.";
                }
            }

            double difference = TensorPrimitives.Dot(entries, signs) - product[i];
            if (!(Math.Abs(difference) <= Tolerance * Math.Sqrt(diagonal[i]) * scale))
            {
                return $"row {i} is not that of the factors' Gram matrix.";
            }
        }

        return null;
    }

    private static double[] Signs(int length)
    {
        double[] signs = new double[length];
        for (int i = 0; i < length; i++)
        {
            signs[i] = ((uint)i * 0x9E3779B9u >> 31) == 0 ? 1 : -1;
        }

        return signs;
    }
}
