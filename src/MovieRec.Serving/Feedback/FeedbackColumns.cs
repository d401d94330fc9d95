using Microsoft.Data.Sqlite;

namespace MovieRec.Serving;

/// <summary>Item ids and events as columns.</summary>
internal static class FeedbackColumns
{
    public const string All = "id, user, item, position, variant, policy, candidates, probability, model, time, kind";

    public static string TypeOf<TItemId>()
        where TItemId : notnull => IdMap<TItemId>.Kind switch
        {
            IdKind.Int32 or IdKind.Int64 => "INTEGER",
            IdKind.String => "TEXT",
            _ => "BLOB",
        };

    public static object ToValue<TItemId>(TItemId item)
        where TItemId : notnull => item switch
        {
            int number => (long)number,
            Guid guid => guid.ToByteArray(bigEndian: true),
            _ => item,
        };

    public static TItemId ReadItem<TItemId>(SqliteDataReader reader, int column)
        where TItemId : notnull => IdMap<TItemId>.Kind switch
        {
            IdKind.Int32 => (TItemId)(object)reader.GetInt32(column),
            IdKind.Int64 => (TItemId)(object)reader.GetInt64(column),
            IdKind.String => (TItemId)(object)reader.GetString(column),
            _ => (TItemId)(object)new Guid(reader.GetFieldValue<byte[]>(column), bigEndian: true),
        };

    public static FeedbackRecord<TItemId> Read<TItemId>(SqliteDataReader reader)
        where TItemId : notnull => new(
            new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true),
            new FeedbackEvent<TItemId>
            {
                UserPseudonym = reader.GetString(1),
                ItemId = ReadItem<TItemId>(reader, 2),
                Position = reader.GetInt32(3),
                Variant = reader.GetString(4),
                PolicyVersion = reader.GetString(5),
                CandidateSetId = reader.GetString(6),
                Probability = reader.GetDouble(7),
                ModelVersion = reader.GetString(8),
                Time = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(9)),
                Kind = (FeedbackKind)reader.GetByte(10),
            });
}
