namespace MovieRec.Ann;

/// <summary>
/// Working memory of searches, reused: a slot for each processor, taken and returned by an atomic exchange. When more
/// searches run at once than there are slots, the surplus is built for the call and dropped.
/// </summary>
internal sealed class ScratchPool<T>(Func<T> create)
    where T : class
{
    private readonly T?[] _slots = new T?[Math.Max(4, 2 * Environment.ProcessorCount)];

    public T Rent()
    {
        T?[] slots = _slots;
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is not null && Interlocked.Exchange(ref slots[i], null) is { } scratch)
            {
                return scratch;
            }
        }

        return create();
    }

    public void Return(T scratch)
    {
        T?[] slots = _slots;
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is null && Interlocked.CompareExchange(ref slots[i], scratch, null) is null)
            {
                return;
            }
        }
    }
}
