using System.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// The exact answer over rows in index order: whole blocks where everything is eligible, gathered rows where a mask
/// leaves gaps. Every back end falls back to it when few vectors are eligible.
/// </summary>
internal static unsafe class FlatScan
{
    private const int Rows = 256;

    public static int Run(in VectorRows vectors, in SearchRequest request)
    {
        TopK top = new(request.Destination);
        if (request.IsFiltered)
        {
            Filtered(vectors, request, ref top);
        }
        else
        {
            All(vectors, request, ref top);
        }

        return top.Finish();
    }

    private static void All(in VectorRows vectors, in SearchRequest request, ref TopK top)
    {
        float* scores = stackalloc float[Rows];
        long left = request.Budget;
        for (int first = 0; first < vectors.Count && left > 0; first += Rows)
        {
            int count = (int)Math.Min(Math.Min(Rows, vectors.Count - first), left);
            left -= count;
            vectors.ScoreRange(request.Query, first, count, scores);
            for (int i = 0; i < count; i++)
            {
                if (scores[i] >= top.Threshold && first + i != request.Exclude)
                {
                    top.Offer(first + i, scores[i]);
                }
            }
        }
    }

    private static void Filtered(in VectorRows vectors, in SearchRequest request, ref TopK top)
    {
        float* scores = stackalloc float[Rows];
        int* rows = stackalloc int[Rows];
        long left = request.Budget;
        int used = 0;
        for (int w = 0; w < request.Eligible.Length && left > 0; w++)
        {
            for (ulong bits = request.Eligible[w]; bits != 0; bits &= bits - 1)
            {
                rows[used++] = (w << 6) + BitOperations.TrailingZeroCount(bits);
            }

            // A word adds up to 64 rows: flush while another one may not fit.
            if (used > Rows - 64 || w == request.Eligible.Length - 1)
            {
                used = (int)Math.Min(used, left);
                left -= used;
                vectors.Score(request.Query, rows, used, scores);
                for (int i = 0; i < used; i++)
                {
                    if (scores[i] >= top.Threshold)
                    {
                        top.Offer(rows[i], scores[i]);
                    }
                }

                used = 0;
            }
        }
    }
}
