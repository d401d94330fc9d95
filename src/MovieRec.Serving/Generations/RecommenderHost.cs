using System.Diagnostics.CodeAnalysis;

namespace MovieRec.Serving;

/// <summary>
/// What answers: holds the current generation, publishes the next one by one reference write, and lets every request finish
/// on the generation it began with. One object for the life of the application.
/// </summary>
/// <typeparam name="TUserId">User id of the model: int, long, string or Guid.</typeparam>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
/// <remarks>Thread-safe. Without a generation every answer is empty with the rung <see cref="RecommendationRung.None"/>; nothing throws.</remarks>
public sealed partial class RecommenderHost<TUserId, TItemId> : IDisposable
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly IAnswerStage<TUserId, TItemId> _stage;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _publishing = new();
    private string _degradedReason = "";
    private Generation<TUserId, TItemId>? _current;
    private long _swaps;
    private bool _disposed;

    /// <summary>Makes a host without a model.</summary>
    /// <param name="options">How answers are made; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public RecommenderHost(RecommenderHostOptions<TUserId, TItemId>? options = null, TimeProvider? timeProvider = null)
    {
        Options = options ?? new RecommenderHostOptions<TUserId, TItemId>();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _stage = Options.BuildStage();
    }

    /// <summary>How answers are made.</summary>
    public RecommenderHostOptions<TUserId, TItemId> Options { get; }

    /// <summary>Told after each publication, on the publishing thread.</summary>
    public event EventHandler<GenerationPublishedEventArgs>? Published;

    /// <summary>Generations published so far.</summary>
    public long PublishedCount => Volatile.Read(ref _swaps);

    /// <summary>Version of the current model; empty without one.</summary>
    public string ModelVersion => Volatile.Read(ref _current)?.ModelVersion ?? "";

    /// <summary>What the host answers from, and whether something is wrong with it.</summary>
    public HostStatus Status
    {
        get
        {
            Generation<TUserId, TItemId>? current = Volatile.Read(ref _current);
            string reason = Volatile.Read(ref _degradedReason);
            return new HostStatus(
                current is null ? HostState.Empty : reason.Length > 0 ? HostState.Degraded : HostState.Ready,
                current?.ModelVersion ?? "",
                current?.StoredVersion ?? "",
                current?.CreatedAt,
                current is null ? null : _timeProvider.GetUtcNow() - current.CreatedAt,
                reason);
        }
    }

    /// <summary>Makes a generation the current one. Requests that run keep theirs; new ones get this one.</summary>
    /// <param name="generation">A generation that was not published before; the host owns it from now on.</param>
    /// <param name="degradedReason">Why this is not the model that was wanted; empty when it is.</param>
    /// <exception cref="ObjectDisposedException">The host was disposed; the generation stays the caller's.</exception>
    public void Publish(Generation<TUserId, TItemId> generation, string degradedReason = "")
    {
        ArgumentNullException.ThrowIfNull(generation);
        ArgumentNullException.ThrowIfNull(degradedReason);
        Generation<TUserId, TItemId>? old;
        lock (_publishing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Volatile.Write(ref _degradedReason, degradedReason);
            old = Interlocked.Exchange(ref _current, generation);
            if (ReferenceEquals(old, generation))
            {
                return;
            }

            Interlocked.Increment(ref _swaps);
        }

        old?.RemoveReference();
        Published?.Invoke(this, new GenerationPublishedEventArgs(generation.ModelVersion, old?.ModelVersion ?? "", degradedReason));
    }

    /// <summary>Publishes a recommender as a generation made now.</summary>
    /// <param name="recommender">The recommender.</param>
    public void Publish(Recommender<TUserId, TItemId> recommender) =>
        Publish(new Generation<TUserId, TItemId>(recommender, _timeProvider.GetUtcNow()));

    /// <summary>Says that something is wrong although answers go on (an old model, a log that cannot be written).</summary>
    /// <param name="reason">Why; empty takes it back.</param>
    public void ReportDegraded(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        Volatile.Write(ref _degradedReason, reason);
    }

    /// <summary>Takes a lease on the current generation.</summary>
    /// <param name="lease">Dispose it when done.</param>
    /// <returns>False without a generation.</returns>
    public bool TryAcquire([NotNullWhen(true)] out GenerationLease<TUserId, TItemId>? lease)
    {
        lease = Enter() is { } generation ? new GenerationLease<TUserId, TItemId>(generation) : null;
        return lease is not null;
    }

    /// <summary>Takes a lease on the current generation.</summary>
    /// <exception cref="InvalidOperationException">Nothing was published yet.</exception>
    public GenerationLease<TUserId, TItemId> Acquire() =>
        TryAcquire(out GenerationLease<TUserId, TItemId>? lease)
            ? lease
            : throw new InvalidOperationException("No model was published yet; ask Status, or use TryAcquire.");

    /// <summary>Ends the host: later answers are empty, and the last generation is released with its last lease.</summary>
    public void Dispose()
    {
        Generation<TUserId, TItemId>? old;
        lock (_publishing)
        {
            _disposed = true;
            old = Interlocked.Exchange(ref _current, null);
        }

        old?.RemoveReference();
    }

    private Generation<TUserId, TItemId>? Enter()
    {
        // A generation that was replaced between the read and the reference is gone; the next read finds its successor.
        Generation<TUserId, TItemId>? generation;
        do
        {
            generation = Volatile.Read(ref _current);
        }
        while (generation is not null && !generation.TryAddReference());

        return generation;
    }
}
