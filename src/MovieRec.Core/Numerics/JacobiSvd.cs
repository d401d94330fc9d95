using System.Numerics.Tensors;

namespace MovieRec.Numerics;

/// <summary>
/// Singular value decomposition of a small square matrix by one-sided Jacobi rotations (Hestenes 1958) in double precision:
/// pairs of columns are rotated until all are orthogonal; their lengths are the singular values, to high relative accuracy.
/// </summary>
/// <remarks>
/// Pairs are taken in the order of a round-robin tournament: the n/2 pairs of a round share no column and are rotated in
/// parallel, with the same bits at any number of threads. A sweep costs about 6·n³ operations; six to ten sweeps are usual.
/// </remarks>
internal static class JacobiSvd
{
    private const int MaxSweeps = 60;

    /// <summary>Cosine between two columns below which they count as orthogonal.</summary>
    private const double Orthogonal = 1e-14;

    /// <summary>A = P·Σ·Wᵀ.</summary>
    /// <param name="matrix">Row-major, order × order; the leading size × size part is read.</param>
    /// <param name="order">Row length.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>Singular values, descending, and P and W (row-major, order × order); columns of P for a value of 0 are 0.</returns>
    /// <exception cref="InvalidOperationException">The rotations did not converge (a value that is not finite).</exception>
    public static (double[] Values, double[] Left, double[] Right) Compute(
        ReadOnlySpan<double> matrix, int order, int size, ParallelOptions parallel)
    {
        double[][] columns = new double[size][];
        double[][] rotations = new double[size][];
        for (int j = 0; j < size; j++)
        {
            columns[j] = new double[size];
            rotations[j] = new double[size];
            rotations[j][j] = 1;
            for (int i = 0; i < size; i++)
            {
                columns[j][i] = matrix[(i * order) + j];
            }
        }

        Sweep(columns, rotations, size, parallel);
        double[] lengths = [.. columns.Select(static c => TensorPrimitives.Norm<double>(c))];
        int[] rank = [.. Enumerable.Range(0, size).OrderByDescending(j => lengths[j]).ThenBy(static j => j)];
        double[] values = [.. rank.Select(j => lengths[j])];
        double[] left = new double[order * order];
        double[] right = new double[order * order];
        for (int k = 0; k < size; k++)
        {
            for (int i = 0; i < size; i++)
            {
                left[(i * order) + k] = values[k] > 0 ? columns[rank[k]][i] / values[k] : 0;
                right[(i * order) + k] = rotations[rank[k]][i];
            }
        }

        return (values, left, right);
    }

    private static void Sweep(double[][] columns, double[][] rotations, int size, ParallelOptions parallel)
    {
        int players = size + (size & 1);
        double[] cosines = new double[players / 2];
        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            double worst = 0;
            for (int round = 0; round + 1 < players; round++)
            {
                parallel.CancellationToken.ThrowIfCancellationRequested();
                int turn = round;
                if (size < 64)
                {
                    for (int pair = 0; pair < cosines.Length; pair++)
                    {
                        cosines[pair] = Rotate(columns, rotations, turn, pair, players);
                    }
                }
                else
                {
                    Parallel.For(0, cosines.Length, parallel, pair => cosines[pair] = Rotate(columns, rotations, turn, pair, players));
                }

                worst = Math.Max(worst, TensorPrimitives.Max<double>(cosines));
            }

            if (worst <= Orthogonal)
            {
                return;
            }

            if (double.IsNaN(worst))
            {
                break;
            }
        }

        throw new InvalidOperationException("The singular value decomposition did not converge: a value is not finite.");
    }

    /// <summary>Rotates one pair of a round; returns the cosine it had.</summary>
    private static double Rotate(double[][] columns, double[][] rotations, int round, int pair, int players)
    {
        // The circle method: the last player stays, the others move on by one place each round.
        int circle = players - 1;
        int a = pair == 0 ? circle : (round + pair) % circle;
        int b = (round + circle - pair) % circle;
        int p = Math.Min(a, b);
        int q = Math.Max(a, b);
        if (q >= columns.Length)
        {
            return 0;
        }

        double alpha = TensorPrimitives.Dot<double>(columns[p], columns[p]);
        double beta = TensorPrimitives.Dot<double>(columns[q], columns[q]);
        double gamma = TensorPrimitives.Dot<double>(columns[p], columns[q]);
        double limit = Math.Sqrt(alpha) * Math.Sqrt(beta);
        if (limit == 0 || gamma == 0)
        {
            return 0;
        }

        double cosine = Math.Abs(gamma) / limit;
        if (cosine <= Orthogonal)
        {
            return cosine;
        }

        double zeta = (beta - alpha) / (2 * gamma);
        double t = Math.CopySign(1, zeta) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        double c = 1 / Math.Sqrt(1 + (t * t));
        Turn(columns[p], columns[q], c, c * t);
        Turn(rotations[p], rotations[q], c, c * t);
        return cosine;
    }

    private static void Turn(Span<double> x, Span<double> y, double c, double s)
    {
        int i = 0;
        for (; i + System.Numerics.Vector<double>.Count <= x.Length; i += System.Numerics.Vector<double>.Count)
        {
            System.Numerics.Vector<double> a = new(x[i..]);
            System.Numerics.Vector<double> b = new(y[i..]);
            ((a * c) - (b * s)).CopyTo(x[i..]);
            ((a * s) + (b * c)).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            double a = x[i];
            double b = y[i];
            x[i] = (a * c) - (b * s);
            y[i] = (a * s) + (b * c);
        }
    }
}
