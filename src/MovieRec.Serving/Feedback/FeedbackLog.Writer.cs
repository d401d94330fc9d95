using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <content>The writer: one thread, one connection, group commits.</content>
public sealed partial class FeedbackLog<TItemId>
{
    private static readonly string[] ParameterNames = ["$id", "$user", "$item", "$position", "$variant", "$policy", "$candidates", "$probability", "$model", "$time", "$kind"];

    private SqliteCommand? _insert;

    private void Write()
    {
        List<PendingWork<TItemId>> batch = [];
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryPeek(out PendingWork<TItemId>? next))
            {
                if (next.Command is not null)
                {
                    _queue.Reader.TryRead(out _);
                    Run(next);
                    continue;
                }

                Collect(batch);
                Commit(batch);
                batch.Clear();
            }
        }
    }

    private void Collect(List<PendingWork<TItemId>> batch)
    {
        int count = 0;
        while (_queue.Reader.TryPeek(out PendingWork<TItemId>? next)
            && next.Command is null
            && (count == 0 || count + next.Records.Count <= _options.MaxBatch))
        {
            _queue.Reader.TryRead(out _);
            batch.Add(next);
            count += next.Records.Count;
        }
    }

    private void Commit(List<PendingWork<TItemId>> batch)
    {
        int events = batch.Sum(static w => w.Records.Count);
        try
        {
            Insert(batch);
        }
        catch (Exception e)
        {
            // Whatever it was, none of these events is on disk for sure; each caller is told, and the next batch tries anew.
            Reopen();
            Interlocked.Add(ref _waiting, -events);
            Interlocked.Add(ref _rejected, events);
            Volatile.Write(ref _lastError, e.Message);
            foreach (PendingWork<TItemId> work in batch)
            {
                work.Done.SetException(new FeedbackLogException($"The feedback log could not store {work.Records.Count} events: {e.Message}", e));
            }

            return;
        }

        Volatile.Write(ref _lastError, "");
        Interlocked.Add(ref _waiting, -events);
        foreach (PendingWork<TItemId> work in batch)
        {
            _recent.Committed(work.Records);
            Interlocked.Add(ref _stored, work.Added);
            work.Done.SetResult(new FeedbackReceipt(FeedbackStatus.Stored, work.Added, work.Records.Count - work.Added));
        }
    }

    private void Insert(List<PendingWork<TItemId>> batch)
    {
        SqliteConnection connection = _connection ??= FeedbackDatabase.OpenWriter(_options, FeedbackColumns.TypeOf<TItemId>());
        SqliteCommand insert = _insert ??= Prepare(connection);
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        insert.Transaction = transaction;
        foreach (PendingWork<TItemId> work in batch)
        {
            work.Added = 0;
            foreach (FeedbackRecord<TItemId> record in work.Records)
            {
                FeedbackEvent<TItemId> e = record.Event;
                insert.Parameters[0].Value = record.Id.ToByteArray(bigEndian: true);
                insert.Parameters[1].Value = e.UserPseudonym;
                insert.Parameters[2].Value = FeedbackColumns.ToValue(e.ItemId);
                insert.Parameters[3].Value = e.Position;
                insert.Parameters[4].Value = e.Variant;
                insert.Parameters[5].Value = e.PolicyVersion;
                insert.Parameters[6].Value = e.CandidateSetId;
                insert.Parameters[7].Value = e.Probability;
                insert.Parameters[8].Value = e.ModelVersion;
                insert.Parameters[9].Value = e.Time.ToUnixTimeMilliseconds();
                insert.Parameters[10].Value = (int)e.Kind;
                work.Added += insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    private static SqliteCommand Prepare(SqliteConnection connection)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"INSERT OR IGNORE INTO events({FeedbackColumns.All}) VALUES({string.Join(", ", ParameterNames)})";
        foreach (string name in ParameterNames)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    /// <summary>After a failed commit the connection is given up: its state is not known.</summary>
    private void Reopen()
    {
        _insert?.Dispose();
        _insert = null;
        try
        {
            _connection?.Dispose();
        }
        catch (SqliteException)
        {
            // The failure that brought us here is the one to report.
        }

        _connection = null;
    }

    private static void Run(PendingWork<TItemId> work)
    {
        try
        {
            work.Command!();
            work.Done.SetResult(default);
        }
        catch (Exception e)
        {
            work.Done.SetException(e is SqliteException
                ? new FeedbackLogException($"The feedback log could not be changed: {e.Message}", e)
                : e);
        }
    }
}
