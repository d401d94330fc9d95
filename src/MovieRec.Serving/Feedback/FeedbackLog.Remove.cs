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
        SqliteConnection connection = Connection();
        using (SqliteTransaction transaction = connection.BeginTransaction(deferred: false))
        {
            foreach (string pseudonym in pseudonyms)
            {
                FeedbackDatabase.Delete(connection, transaction, pseudonym);
            }

            transaction.Commit();
        }

        _recent.Remove(pseudonyms);
        FeedbackDatabase.Compact(connection);
    }
}
