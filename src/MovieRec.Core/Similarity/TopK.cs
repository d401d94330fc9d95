namespace MovieRec;

/// <summary>
/// Keeps the best items in the caller's span: a binary heap with the worst kept item at the root, then sorted in place.
/// Better means a higher score, or the same score and a lower item index, so that the result does not depend on the
/// order of offers. NaN is never kept.
/// </summary>
internal ref struct TopK(Span<ScoredItem> heap)
{
    private readonly Span<ScoredItem> _heap = heap;
    private int _count;

    /// <summary>Goes on with a heap that another instance filled so far.</summary>
    public TopK(Span<ScoredItem> heap, int count)
        : this(heap) => _count = count;

    /// <summary>Items kept so far.</summary>
    public readonly int Count => _count;

    /// <summary>A lower score cannot enter, an equal one only with a lower index than the worst kept; −∞ until the heap is full.</summary>
    public readonly float Threshold => _heap.IsEmpty ? float.PositiveInfinity : _count < _heap.Length ? float.NegativeInfinity : _heap[0].Score;

    public void Offer(int itemIndex, float score)
    {
        ScoredItem candidate = new(itemIndex, score);
        if (_count < _heap.Length)
        {
            if (!float.IsNaN(score))
            {
                SiftUp(_count++, candidate);
            }
        }
        else if (_count > 0 && IsBetter(candidate, _heap[0]))
        {
            SiftDown(0, _count, candidate);
        }
    }

    /// <summary>Sorts what was kept, best first; the heap is used up.</summary>
    public readonly int Finish()
    {
        for (int end = _count - 1; end > 0; end--)
        {
            ScoredItem last = _heap[end];
            _heap[end] = _heap[0];
            SiftDown(0, end, last);
        }

        return _count;
    }

    private static bool IsBetter(ScoredItem a, ScoredItem b) =>
        a.Score > b.Score || (a.Score == b.Score && a.ItemIndex < b.ItemIndex);

    private readonly void SiftUp(int position, ScoredItem item)
    {
        while (position > 0)
        {
            int parent = (position - 1) >> 1;
            if (!IsBetter(_heap[parent], item))
            {
                break;
            }

            _heap[position] = _heap[parent];
            position = parent;
        }

        _heap[position] = item;
    }

    private readonly void SiftDown(int position, int count, ScoredItem item)
    {
        while (true)
        {
            int child = (2 * position) + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && IsBetter(_heap[child], _heap[child + 1]))
            {
                child++;
            }

            if (!IsBetter(item, _heap[child]))
            {
                break;
            }

            _heap[position] = _heap[child];
            position = child;
        }

        _heap[position] = item;
    }
}
