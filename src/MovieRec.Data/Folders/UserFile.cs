using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>Writes and reads <c>users.parquet</c>: every user in index order, for data sets with users who have no interaction.</summary>
internal static class UserFile
{
    public static void Write<TUserId>(Stream stream, IReadOnlyList<TUserId> users, CancellationToken cancellationToken)
        where TUserId : notnull
    {
        if (StoredIds.IsText(IdMap<TUserId>.Kind))
        {
            Write<TUserId, string>(stream, users, cancellationToken);
        }
        else
        {
            Write<TUserId, long>(stream, users, cancellationToken);
        }
    }

    public static TUser[] Read<TUser>(ParquetTable table, CancellationToken cancellationToken)
        where TUser : notnull
    {
        List<TUser> users = [];
        for (int group = 0; group < table.GroupCount; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TUser[] values = new TUser[table.GroupRows(group)];
            table.Read(group, "user", values);
            users.AddRange(values);
        }

        return [.. users];
    }

    private static void Write<TUserId, TUser>(Stream stream, IReadOnlyList<TUserId> users, CancellationToken cancellationToken)
        where TUserId : notnull
        where TUser : notnull
    {
        IReadOnlyList<DataField> fields = ParquetColumns.Users(IdMap<TUserId>.Kind);
        using ParquetSink sink = new(stream, fields);
        TUser[] values = new TUser[Math.Min(users.Count, FolderFiles.MaxGroupRows)];
        for (int start = 0; start < users.Count; start += FolderFiles.MaxGroupRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(FolderFiles.MaxGroupRows, users.Count - start);
            for (int i = 0; i < count; i++)
            {
                values[i] = StoredIds.ToStored<TUserId, TUser>(users[start + i]);
            }

            sink.BeginGroup();
            sink.Write(fields[0], values, count);
            sink.EndGroup();
        }

        sink.Complete();
    }
}
