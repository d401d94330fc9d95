namespace MovieRec.Ann;

/// <summary>A binary heap of keys, the smallest (best) at the root, in a caller's buffer that is large enough.</summary>
internal ref struct KeyHeap(Span<ulong> buffer)
{
    private Span<ulong> _buffer = buffer;

    public int Count { get; private set; }

    public readonly bool IsFull => Count == _buffer.Length;

    /// <summary>Continues in a larger buffer that begins with the same keys.</summary>
    /// <param name="buffer">The larger buffer.</param>
    public void Grow(Span<ulong> buffer) => _buffer = buffer;

    public void Push(ulong key)
    {
        int position = Count++;
        while (position > 0)
        {
            int parent = (position - 1) >> 1;
            if (_buffer[parent] <= key)
            {
                break;
            }

            _buffer[position] = _buffer[parent];
            position = parent;
        }

        _buffer[position] = key;
    }

    public ulong Pop()
    {
        ulong best = _buffer[0];
        ulong last = _buffer[--Count];
        int position = 0;
        while (true)
        {
            int child = (2 * position) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && _buffer[child + 1] < _buffer[child])
            {
                child++;
            }

            if (_buffer[child] >= last)
            {
                break;
            }

            _buffer[position] = _buffer[child];
            position = child;
        }

        _buffer[position] = last;
        return best;
    }
}
