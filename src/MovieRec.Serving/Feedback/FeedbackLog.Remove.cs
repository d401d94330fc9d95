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

    /// <summary>Gives people their pseudonyms under another key; what was there before is overwritten.</summary>
    /// <param name="pseudonyms">New pseudonyms by old ones.</param>
    /// <returns>The number of events changed.</returns>
    /// <exception cref="FeedbackLogException">The log could not be changed.</exception>
    public async Task<long> RenameAsync(IReadOnlyDictionary<string, string> pseudonyms)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        long changed = 0;
        await RunAsync(() =>
        {
            SqliteConnection connection = Connection();
            using (SqliteTransaction transaction = connection.BeginTransaction(deferred: false))
            {
                foreach ((string old, string now) in pseudonyms)
                {
                    changed += FeedbackDatabase.Rename(connection, transaction, old, now);
                }

                transaction.Commit();
            }

            _recent.Remove(pseudonyms.Keys.Concat(pseudonyms.Values));
            FeedbackDatabase.Compact(connection);
        }).ConfigureAwait(false);
        return changed;
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
