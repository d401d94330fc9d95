using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <summary>
/// A durable log of what people were shown and what they did. One writer drains a bounded queue in group commits to SQLite
/// (write-ahead log, <c>synchronous=FULL</c>); an event is acknowledged after the commit that holds it, so an acknowledged event
/// survives a kill and a power cut. Ids make retries harmless.
/// </summary>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
/// <remarks>
/// Thread-safe; one process has a log open. People appear as pseudonyms only (<see cref="PseudonymKeyRing"/>). Deleted rows are
/// overwritten (<c>secure_delete</c>). Times are kept in milliseconds.
/// </remarks>
public sealed partial class FeedbackLog<TItemId> : IAsyncDisposable, IDisposable
    where TItemId : notnull
{
    private readonly FeedbackLogOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Channel<PendingWork<TItemId>> _queue;
    private readonly RecentFeedback<TItemId> _recent;
    private readonly Thread _writer;
    private readonly FileStream _processLock;
    private SqliteConnection? _connection;
    private int _waiting;
    private long _stored;
    private long _rejected;
    private int _disposed;
    private string _lastError = "";

    private FeedbackLog(FeedbackLogOptions options, TimeProvider timeProvider, FileStream processLock, SqliteConnection connection)
    {
        _options = options;
        _timeProvider = timeProvider;
        _processLock = processLock;
        _connection = connection;
        _recent = new RecentFeedback<TItemId>(options.RecentUsers, options.RecentEvents);
        _queue = Channel.CreateUnbounded<PendingWork<TItemId>>(new UnboundedChannelOptions { SingleReader = true });
        _writer = new Thread(Write) { IsBackground = true, Name = "MovieRec feedback" };
        _writer.Start();
    }

    /// <summary>The database file.</summary>
    public string Path => _options.Path;

    /// <summary>Events stored since the log was opened.</summary>
    public long StoredCount => Volatile.Read(ref _stored);

    /// <summary>Events refused because the log was full, closed or could not be written, since it was opened.</summary>
    public long RejectedCount => Volatile.Read(ref _rejected);

    /// <summary>Why the last commit failed; empty when it did not.</summary>
    public string LastError => Volatile.Read(ref _lastError);

    /// <summary>People whose events are refused.</summary>
    internal Func<string, bool>? IsForgotten { get; set; }

    /// <summary>Opens a log, or makes it.</summary>
    /// <param name="options">Where, and how much may wait.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="FeedbackLogException">The file is damaged or holds something else, or the settings that make commits durable do not hold.</exception>
    /// <exception cref="IOException">Another process has the log open, or the file cannot be made.</exception>
    public static FeedbackLog<TItemId> Open(FeedbackLogOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);
        string path = System.IO.Path.GetFullPath(options.Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        FileStream processLock = TakeLock(path + ".lock");
        try
        {
            SqliteConnection connection = FeedbackDatabase.OpenWriter(options, FeedbackColumns.TypeOf<TItemId>());
            DirectorySync.Flush(System.IO.Path.GetDirectoryName(path)!);
            return new FeedbackLog<TItemId>(options, timeProvider ?? TimeProvider.System, processLock, connection);
        }
        catch (SqliteException e)
        {
            processLock.Dispose();
            throw new FeedbackLogException($"The feedback log '{path}' cannot be opened: {e.Message}", e);
        }
        catch
        {
            processLock.Dispose();
            throw;
        }
    }

    /// <summary>Stores one event.</summary>
    /// <param name="record">The event.</param>
    /// <returns>Completes after the commit, or at once with another status.</returns>
    /// <exception cref="FeedbackLogException">The commit failed (disk full, …): nothing was stored.</exception>
    public Task<FeedbackReceipt> AppendAsync(FeedbackRecord<TItemId> record) => AppendAsync([record]);

    /// <summary>Stores events together: all of them or none.</summary>
    /// <param name="records">Events, such as the impressions of one list.</param>
    /// <returns>Completes after the commit, or at once with another status.</returns>
    /// <exception cref="ArgumentException">A record is null or has an empty id.</exception>
    /// <exception cref="FeedbackLogException">The commit failed (disk full, …): nothing was stored.</exception>
    public Task<FeedbackReceipt> AppendAsync(IReadOnlyList<FeedbackRecord<TItemId>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (FeedbackRecord<TItemId> record in records)
        {
            if (record is null || record.Id == Guid.Empty || record.Event is null)
            {
                throw new ArgumentException("A record is null, has no event, or has an empty id.", nameof(records));
            }

            if (IsForgotten?.Invoke(record.Event.UserPseudonym) == true)
            {
                return Refused(FeedbackStatus.Forgotten, records.Count);
            }
        }

        if (records.Count == 0)
        {
            return Task.FromResult(new FeedbackReceipt(FeedbackStatus.Stored, 0, 0));
        }

        if (Interlocked.Add(ref _waiting, records.Count) > _options.Capacity)
        {
            Interlocked.Add(ref _waiting, -records.Count);
            return Refused(FeedbackStatus.Full, records.Count);
        }

        PendingWork<TItemId> work = new(records);
        if (!_queue.Writer.TryWrite(work))
        {
            Interlocked.Add(ref _waiting, -records.Count);
            return Refused(FeedbackStatus.Closed, records.Count);
        }

        return work.Done.Task;
    }

    /// <summary>The newest outcomes of a person, oldest first, as requests take them. Empty when nothing is known.</summary>
    /// <param name="pseudonyms">The person's pseudonyms (<see cref="PseudonymKeyRing.AllPseudonymsOf"/>).</param>
    public RecentEvent<TItemId>[] Recent(params ReadOnlySpan<string> pseudonyms)
    {
        RecentEvent<TItemId>[] recent = [];
        foreach (string pseudonym in pseudonyms)
        {
            RecentEvent<TItemId>[] more = IsForgotten?.Invoke(pseudonym) == true ? [] : _recent.Get(pseudonym, ReadNewest);
            recent = recent.Length == 0 ? more : more.Length == 0 ? recent : [.. recent.Concat(more).OrderBy(static e => e.Time)];
        }

        return recent;
    }

    /// <summary>Waits until everything given to the log before is on disk or refused.</summary>
    public Task FlushAsync() => RunAsync(static () => { });

    /// <summary>Stores what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _queue.Writer.TryComplete();
            await Task.Run(_writer.Join).ConfigureAwait(false);
            Close();
        }
    }

    /// <summary>Stores what waits, then closes the file.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _queue.Writer.TryComplete();
            _writer.Join();
            Close();
        }
    }

    /// <summary>Runs something on the writer's thread between two commits.</summary>
    internal Task RunAsync(Action command)
    {
        PendingWork<TItemId> work = new(command);
        return _queue.Writer.TryWrite(work)
            ? work.Done.Task
            : Task.FromException(new ObjectDisposedException(nameof(FeedbackLog<TItemId>)));
    }

    private Task<FeedbackReceipt> Refused(FeedbackStatus status, int count)
    {
        Interlocked.Add(ref _rejected, count);
        return Task.FromResult(new FeedbackReceipt(status, 0, 0));
    }

    private void Close()
    {
        _connection?.Dispose();
        _processLock.Dispose();
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"Another process has the feedback log of '{path}' open.", e);
        }
    }
}
