using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <content>Export, retention and backups.</content>
public sealed partial class FeedbackLog<TItemId>
{
    /// <summary>Writes a consistent copy of the log while it is in use.</summary>
    /// <param name="path">The file to create; it must not exist.</param>
    /// <exception cref="FeedbackLogException">The copy cannot be written.</exception>
    public Task BackupAsync(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return RunAsync(() =>
        {
            using SqliteCommand command = Connection().CreateCommand();
            command.CommandText = "VACUUM INTO $path";
            command.Parameters.AddWithValue("$path", System.IO.Path.GetFullPath(path));
            command.ExecuteNonQuery();
        });
    }

    internal IReadOnlyList<FeedbackRecord<TItemId>> ReadUnexported(int count) =>
        Read($"SELECT {FeedbackColumns.All} FROM events WHERE exported=0 ORDER BY id LIMIT $count", ("$count", count));

    internal Task MarkExportedAsync(IReadOnlyList<FeedbackRecord<TItemId>> records) => RunAsync(() =>
    {
        SqliteConnection connection = Connection();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using SqliteCommand mark = connection.CreateCommand();
        mark.Transaction = transaction;
        mark.CommandText = "UPDATE events SET exported=1 WHERE id=$id";
        SqliteParameter id = mark.Parameters.Add("$id", SqliteType.Blob);
        foreach (FeedbackRecord<TItemId> record in records)
        {
            id.Value = record.Id.ToByteArray(bigEndian: true);
            mark.ExecuteNonQuery();
        }

        transaction.Commit();
    });

    /// <summary>Removes rows that were exported and are older than the options keep them.</summary>
    internal async Task<long> RemoveExportedAsync(DateTimeOffset now)
    {
        long removed = 0;
        await RunAsync(() =>
        {
            using SqliteCommand delete = Connection().CreateCommand();
            delete.CommandText = "DELETE FROM events WHERE exported=1 AND time<$before";
            delete.Parameters.AddWithValue("$before", now.Subtract(_options.RetainAfterExport).ToUnixTimeMilliseconds());
            removed = delete.ExecuteNonQuery();
        }).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Only on the writer's thread.</summary>
    internal SqliteConnection WriterConnection => Connection();

    private SqliteConnection Connection() => _connection ??= FeedbackDatabase.OpenWriter(_options, FeedbackColumns.TypeOf<TItemId>());
}
