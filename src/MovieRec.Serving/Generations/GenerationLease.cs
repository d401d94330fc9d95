namespace MovieRec.Serving;

/// <summary>Keeps a generation alive while a request works with it, whatever is published meanwhile. Dispose it once done.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>Thread-safe; a second <see cref="Dispose"/> does nothing. Requests through the host take leases of their own.</remarks>
public sealed class GenerationLease<TUserId, TItemId> : IDisposable
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly Generation<TUserId, TItemId> _generation;
    private int _returned;

    internal GenerationLease(Generation<TUserId, TItemId> generation) => _generation = generation;

    /// <summary>The generation.</summary>
    /// <exception cref="ObjectDisposedException">The lease was returned.</exception>
    public Generation<TUserId, TItemId> Generation
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _returned) != 0, this);
            return _generation;
        }
    }

    /// <summary>Returns the lease.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            _generation.RemoveReference();
        }
    }
}
