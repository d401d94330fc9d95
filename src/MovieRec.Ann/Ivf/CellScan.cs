using System.Numerics;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>One search over cell lists: keeps the best in the destination and counts what it compares.</summary>
internal unsafe ref struct CellScan
{
    /// <summary>Rows of the first block under byte lists: until the heap is full, everything is scored as floats.</summary>
    private const int FirstBlock = 64;
    private readonly CellLists _lists;
    private readonly SearchRequest _request;
    private readonly IvfScratch _scratch;
    private readonly Quantized _query;
    private readonly float _queryLength;
    private TopK _top;
    private bool _warm;

    public CellScan(CellLists lists, in SearchRequest request, IvfScratch scratch)
    {
        _lists = lists;
        _request = request;
        _scratch = scratch;
        _top = new TopK(request.Destination);
        Left = request.Budget;
        if (lists.Bytes is not null)
        {
            ReadOnlySpan<float> query = new(request.Query, lists.Vectors.Dimensions);
            _query = ByteLists.Quantize(query, scratch.Query);
            double squares = 0;
            foreach (float value in query)
            {
                squares += (double)value * value;
            }

            _queryLength = (float)(Math.Sqrt(squares) * 1.0001);
        }
    }

    /// <summary>Vectors that may still be compared.</summary>
    public long Left { get; private set; }

    /// <summary>Vectors compared.</summary>
    public readonly long Compared => _request.Budget - Left;

    /// <summary>Scans one cell.</summary>
    /// <param name="cell">The cell.</param>
    public void Cell(int cell)
    {
        int end = _lists.Starts.Pointer[cell + 1];
        if (_request.IsFiltered)
        {
            Filtered(_lists.Starts.Pointer[cell], end);
            return;
        }

        for (int first = _lists.Starts.Pointer[cell]; first < end && Left > 0;)
        {
            int size = _lists.Bytes is null || _warm ? IvfScratch.Block : FirstBlock;
            int count = (int)Math.Min(Math.Min(size, end - first), Left);
            Left -= count;
            if (_lists.Bytes is { } bytes && float.IsFinite(_queryLength))
            {
                Screened(bytes, first, count);
            }
            else
            {
                Whole(first, count);
            }

            first += count;
            _warm = true;
        }
    }

    /// <summary>Scans what is eligible, wherever it is.</summary>
    public void Eligible()
    {
        fixed (int* rows = _scratch.Rows)
        {
            int used = 0;
            for (int w = 0; w < _request.Eligible.Length; w++)
            {
                for (ulong bits = _request.Eligible[w]; bits != 0; bits &= bits - 1)
                {
                    rows[used++] = _lists.Positions.Pointer[(w << 6) + BitOperations.TrailingZeroCount(bits)];
                }

                if (used > IvfScratch.Block - 64 || w == _request.Eligible.Length - 1)
                {
                    used = (int)Math.Min(used, Left);
                    Left -= used;
                    Scattered(rows, used);
                    used = 0;
                }
            }
        }
    }

    /// <summary>Number of items kept so far.</summary>
    public readonly int Found => _top.Count;

    public readonly int Finish() => _top.Finish();

    private void Whole(int first, int count)
    {
        fixed (float* scores = _scratch.Scores)
        {
            _lists.Vectors.ScoreRange(_request.Query, first, count, scores);
            for (int i = 0; i < count; i++)
            {
                if (scores[i] >= _top.Threshold)
                {
                    Offer(first + i, scores[i]);
                }
            }
        }
    }

    /// <summary>Under a mask only eligible rows are read.</summary>
    private void Filtered(int first, int end)
    {
        fixed (int* rows = _scratch.Rows)
        {
            while (first < end && Left > 0)
            {
                int used = 0;
                int limit = (int)Math.Min(IvfScratch.Block, Left);
                for (; first < end && used < limit; first++)
                {
                    rows[used] = first;
                    used += _request.Allows(_lists.Ids.Pointer[first]) ? 1 : 0;
                }

                Left -= used;
                Scattered(rows, used);
            }
        }
    }

    private void Screened(ByteLists bytes, int first, int count)
    {
        fixed (int* sums = _scratch.Sums)
        fixed (int* rows = _scratch.Rows)
        fixed (short* query = _scratch.Query)
        {
            ByteDotKernel.DotRows(query, bytes.Values.Pointer + ((nint)first * bytes.Stride), bytes.Stride, count, sums);
            for (int i = 0; i < count; i++)
            {
                rows[i] = first + i;
            }

            Gathered(rows, Keep(bytes, rows, sums, count));
        }
    }

    /// <summary>Rows that a mask leaves, anywhere: the bytes first, once there is something to be better than.</summary>
    private void Scattered(int* rows, int count)
    {
        if (_lists.Bytes is { } bytes && _top.Count == _request.Destination.Length && float.IsFinite(_queryLength))
        {
            fixed (int* sums = _scratch.Sums)
            fixed (short* query = _scratch.Query)
            {
                ByteGatherKernel.Dot(query, bytes.Values.Pointer, bytes.Stride, rows, count, sums);
                count = Keep(bytes, rows, sums, count);
            }
        }

        Gathered(rows, count);
    }

    /// <summary>Moves the rows that can reach the answer to the front.</summary>
    private readonly int Keep(ByteLists bytes, int* rows, int* sums, int count)
    {
        float threshold = _top.Threshold;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            int row = rows[i];
            float bound = (sums[i] * (bytes.Scales.Pointer[row] * _query.Scale)) + (_queryLength * bytes.Errors.Pointer[row]) + (_query.Error * bytes.Lengths.Pointer[row]);
            rows[kept] = row;
            kept += bound < threshold ? 0 : 1;
        }

        return kept;
    }

    private void Gathered(int* rows, int count)
    {
        fixed (float* scores = _scratch.Scores)
        {
            _lists.Vectors.Score(_request.Query, rows, count, scores);
            for (int i = 0; i < count; i++)
            {
                if (scores[i] >= _top.Threshold)
                {
                    Offer(rows[i], scores[i]);
                }
            }
        }
    }

    private void Offer(int position, float score)
    {
        int index = _lists.Ids.Pointer[position];
        if (_request.Allows(index))
        {
            _top.Offer(index, score);
        }
    }
}
