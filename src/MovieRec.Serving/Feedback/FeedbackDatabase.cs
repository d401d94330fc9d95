using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <summary>One connection with the settings that make a commit durable, each read back: SQLite takes wrong ones in silence.</summary>
internal static class FeedbackDatabase
{
    public const int SchemaVersion = 1;

    public static SqliteConnection OpenWriter(FeedbackLogOptions options, string itemColumnType)
    {
        string path = Path.GetFullPath(options.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SqliteConnection connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Require(connection, "journal_mode", "WAL", "wal");
            string synchronous = options.UnsafeSynchronousNormal ? "1" : "2";
            Require(connection, "synchronous", synchronous, synchronous);
            Require(connection, "secure_delete", "ON", "1");
            Require(connection, "fullfsync", "1", "1");
            Execute(connection, "PRAGMA journal_size_limit=67108864");
            long version = Scalar(connection, "PRAGMA user_version");
            if (version is not (0 or SchemaVersion))
            {
                throw new FeedbackLogException($"'{path}' has schema version {version}; this library writes version {SchemaVersion}.");
            }

            Execute(connection, $"""
                CREATE TABLE IF NOT EXISTS events(
                    id BLOB NOT NULL PRIMARY KEY, user TEXT NOT NULL, item {itemColumnType} NOT NULL, position INTEGER NOT NULL,
                    variant TEXT NOT NULL, policy TEXT NOT NULL, candidates TEXT NOT NULL, probability REAL NOT NULL,
                    model TEXT NOT NULL, time INTEGER NOT NULL, kind INTEGER NOT NULL, exported INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
                CREATE INDEX IF NOT EXISTS events_user ON events(user, time) WHERE kind <> 0;
                PRAGMA user_version={SchemaVersion};
                """);
            string? declared = Text(connection, "SELECT type FROM pragma_table_info('events') WHERE name='item'");
            if (declared != itemColumnType)
            {
                throw new FeedbackLogException($"'{path}' holds item ids of type {declared}; the caller asked for {itemColumnType}.");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReader(FeedbackLogOptions options)
    {
        // WAL readers need the shared-memory file, so the connection may write it; the data is guarded by query_only.
        SqliteConnection connection = Open(Path.GetFullPath(options.Path), SqliteOpenMode.ReadWrite);
        try
        {
            Execute(connection, "PRAGMA query_only=1");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static string? Text(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Rebuilds the file without free pages and empties the WAL.</summary>
    public static void Compact(SqliteConnection connection)
    {
        Execute(connection, "VACUUM");
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using SqliteDataReader reader = command.ExecuteReader();
        if (!reader.Read() || reader.GetInt64(0) != 0)
        {
            throw new FeedbackLogException("The WAL could not be truncated: somebody reads the log for longer than the busy timeout.");
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout=5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Require(SqliteConnection connection, string pragma, string value, string expected)
    {
        Execute(connection, $"PRAGMA {pragma}={value}");
        string? actual = Text(connection, $"PRAGMA {pragma}");
        if (actual != expected)
        {
            throw new FeedbackLogException($"PRAGMA {pragma} is '{actual}' after it was set to {value}; commits would not be durable.");
        }
    }
}
