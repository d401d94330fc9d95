using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <content>Removing people for good.</content>
public sealed partial class FeedbackLog<TItemId>
{
    /// <summary>
    /// Removes every event of people: rows are overwritten, the file is rebuilt without free pages and the WAL is truncated, so
    /// that no byte of them is left in the log's files.
    /// </summary>
    /// <param name="pseudonyms">Their pseudonyms.</param>
    /// <exception cref="FeedbackLogException">The log could not be changed.</exception>
    public Task RemoveAsync(IReadOnlyList<string> pseudonyms)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        return RunAsync(() => Remove(pseudonyms));
    }

    private void Remove(IReadOnlyList<string> pseudonyms)
    {
        SqliteConnection connection = _connection ??= FeedbackDatabase.OpenWriter(_options, FeedbackColumns.TypeOf<TItemId>());
        using (SqliteTransaction transaction = connection.BeginTransaction(deferred: false))
        {
            using SqliteCommand delete = connection.CreateCommand();
            delete.Transaction = transaction;
            delete.CommandText = "DELETE FROM events WHERE user=$user";
            SqliteParameter user = delete.Parameters.Add("$user", SqliteType.Text);
            foreach (string pseudonym in pseudonyms)
            {
                user.Value = pseudonym;
                delete.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        _recent.Remove(pseudonyms);
        FeedbackDatabase.Compact(connection);
    }
}
