using System.Numerics;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// The plain scan: scores every candidate row and keeps the best. 64 rows at a time; groups in which at most a quarter of
/// the rows are candidates are scored row by row, the others as a block. Reads rows × stride × 4 bytes.
/// </summary>
internal static class ExactScan
{
    private const int Group = 64;

    /// <param name="query">Padded query.</param>
    /// <param name="matrix">Item vectors.</param>
    /// <param name="similarity">Distance or inner product; cosine is the inner product of vectors of length 1.</param>
    /// <param name="candidates">One bit for each row.</param>
    /// <param name="destination">Receives the result.</param>
    public static int Run(
        ReadOnlySpan<float> query,
        FactorMatrix matrix,
        Similarity similarity,
        ReadOnlySpan<ulong> candidates,
        Span<ScoredItem> destination)
    {
        if (destination.IsEmpty)
        {
            return 0;
        }

        Span<float> scores = stackalloc float[Group];
        TopK top = new(destination);
        ReadOnlySpan<float> values = matrix.Values;
        int stride = matrix.Stride;
        for (int w = 0; w < candidates.Length; w++)
        {
            ulong bits = candidates[w];
            if (bits == 0)
            {
                continue;
            }

            int first = w * Group;
            int rows = Math.Min(Group, matrix.Rows - first);
            bool sparse = BitOperations.PopCount(bits) * 4 <= rows;
            if (!sparse)
            {
                Scores(similarity, query, values.Slice(first * stride, rows * stride), scores[..rows]);
            }

            for (; bits != 0; bits &= bits - 1)
            {
                int offset = BitOperations.TrailingZeroCount(bits);
                int row = first + offset;
                if (sparse)
                {
                    Scores(similarity, query, values.Slice(row * stride, stride), scores.Slice(offset, 1));
                }

                if (scores[offset] >= top.Threshold)
                {
                    top.Offer(row, scores[offset]);
                }
            }
        }

        return top.Finish();
    }

    private static void Scores(Similarity similarity, ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores)
    {
        if (similarity == Similarity.NegativeSquaredL2)
        {
            Kernels.NegativeSquaredDistances(query, rows, scores);
        }
        else
        {
            Kernels.DotRows(query, rows, scores);
        }
    }
}
