using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <content>Reading: each reader has a connection of its own and sees one state of the log.</content>
public sealed partial class FeedbackLog<TItemId>
{
    /// <summary>Every event in the log, by id. The writer goes on meanwhile; what it adds later is not seen.</summary>
    /// <exception cref="FeedbackLogException">The file cannot be read.</exception>
    public IReadOnlyList<FeedbackRecord<TItemId>> ReadAll() => Read($"SELECT {FeedbackColumns.All} FROM events ORDER BY id");

    /// <summary>Events in the log.</summary>
    public long Count()
    {
        using SqliteConnection connection = FeedbackDatabase.OpenReader(_options);
        return FeedbackDatabase.Scalar(connection, "SELECT COUNT(*) FROM events");
    }

    private IReadOnlyList<FeedbackRecord<TItemId>> ReadNewest(string user, int count)
    {
        List<FeedbackRecord<TItemId>> newest = Read(
            $"SELECT {FeedbackColumns.All} FROM events WHERE user=$user AND kind<>0 ORDER BY time DESC LIMIT $count", ("$user", user), ("$count", count));
        newest.Reverse();
        return newest;
    }

    private List<FeedbackRecord<TItemId>> Read(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        try
        {
            using SqliteConnection connection = FeedbackDatabase.OpenReader(_options);
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            foreach ((string name, object value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            using SqliteDataReader reader = command.ExecuteReader();
            List<FeedbackRecord<TItemId>> records = [];
            while (reader.Read())
            {
                records.Add(FeedbackColumns.Read<TItemId>(reader));
            }

            return records;
        }
        catch (SqliteException e)
        {
            throw new FeedbackLogException($"The feedback log '{_options.Path}' cannot be read: {e.Message}", e);
        }
    }
}
