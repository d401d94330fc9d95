namespace MovieRec.Ann;

/// <summary>
/// Asks the thread pool for help with one search. The caller never waits for help that has not begun: it takes the ticket
/// back, and the helper, when the pool comes to it, only puts itself back into the store.
/// </summary>
internal sealed class ShardHelper(ScratchPool<ShardHelper> store) : IThreadPoolWorkItem
{
    private const int Queued = 0;
    private const int Running = 1;
    private const int Withdrawn = 2;
    private const int Done = 3;
    private ShardSearch? _search;
    private int _state;

    public void Start(ShardSearch search)
    {
        _search = search;
        Volatile.Write(ref _state, Queued);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Queued) == Queued)
        {
            _search!.Drain();
            Volatile.Write(ref _state, Done);
        }
        else
        {
            _search = null;
            store.Return(this);
        }
    }

    /// <summary>Waits for the helper if it has begun; otherwise calls it off.</summary>
    public void Join()
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Queued) == Queued)
        {
            return;
        }

        SpinWait spin = default;
        while (Volatile.Read(ref _state) != Done)
        {
            spin.SpinOnce();
        }

        _search = null;
        store.Return(this);
    }
}
