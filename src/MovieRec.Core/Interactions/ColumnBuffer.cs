namespace MovieRec;

/// <summary>A column that grows in blocks of 256 K values.</summary>
internal sealed class ColumnBuffer<T>
{
    private const int BlockSize = 1 << 18;
    private readonly List<T[]> _blocks = [];
    private int _inLast = BlockSize;

    public int Count => _blocks.Count == 0 ? 0 : ((_blocks.Count - 1) * BlockSize) + _inLast;

    public void Add(T value)
    {
        if (_inLast == BlockSize)
        {
            _blocks.Add(new T[BlockSize]);
            _inLast = 0;
        }

        _blocks[^1][_inLast++] = value;
    }

    /// <summary>Copies into one array and forgets each block as soon as it is copied.</summary>
    public T[] Drain()
    {
        int count = Count;
        T[] result = new T[count];
        for (int b = 0; b < _blocks.Count; b++)
        {
            int start = b * BlockSize;
            Array.Copy(_blocks[b], 0, result, start, Math.Min(BlockSize, count - start));
            _blocks[b] = [];
        }

        _blocks.Clear();
        _inLast = BlockSize;
        return result;
    }
}
