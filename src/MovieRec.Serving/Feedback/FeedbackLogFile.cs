using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <summary>Reads the file of a log from outside, also while an application writes it.</summary>
public static class FeedbackLogFile
{
    /// <summary>The kind of item ids in a file; whole numbers are reported as <see cref="IdKind.Int64"/>.</summary>
    /// <param name="path">The database file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FeedbackLogException">The file is no feedback log.</exception>
    public static IdKind ReadItemIdKind(string path) => WithReader(path, static connection =>
        FeedbackDatabase.Text(connection, "SELECT type FROM pragma_table_info('events') WHERE name='item'") switch
        {
            "INTEGER" => IdKind.Int64,
            "TEXT" => IdKind.String,
            "BLOB" => IdKind.Guid,
            _ => throw new FeedbackLogException("there is no table of events in it"),
        });

    /// <summary>Reads every event of a file.</summary>
    /// <typeparam name="TItemId">Item id; long for whole numbers.</typeparam>
    /// <param name="path">The database file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FeedbackLogException">The file is no feedback log, or cannot be read.</exception>
    public static IReadOnlyList<FeedbackRecord<TItemId>> Read<TItemId>(string path)
        where TItemId : notnull => WithReader(path, static connection =>
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT {FeedbackColumns.All} FROM events ORDER BY id";
            using SqliteDataReader reader = command.ExecuteReader();
            List<FeedbackRecord<TItemId>> records = [];
            while (reader.Read())
            {
                records.Add(FeedbackColumns.Read<TItemId>(reader));
            }

            return records;
        });

    private static T WithReader<T>(string path, Func<SqliteConnection, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The feedback log '{path}' does not exist.", path);
        }

        try
        {
            using SqliteConnection connection = FeedbackDatabase.OpenReader(new FeedbackLogOptions { Path = path });
            return read(connection);
        }
        catch (Exception e) when (e is SqliteException or FeedbackLogException)
        {
            throw new FeedbackLogException($"The feedback log '{path}' cannot be read: {e.Message}", e);
        }
    }
}
