namespace MovieRec.Data;

/// <summary>The inner loop of every ratings file: bytes to the builder's columns, bad rows aside.</summary>
internal static class InteractionRows
{
    /// <summary>Reads all rows of the table into the builder.</summary>
    /// <param name="table">The file, after its header.</param>
    /// <param name="map">Where the columns stand.</param>
    /// <param name="builder">Receives the rows.</param>
    /// <param name="lowest">Lowest valid rating.</param>
    /// <param name="highest">Highest valid rating.</param>
    /// <param name="known">Items that exist; null accepts any.</param>
    public static void Read<TUserId, TItemId>(
        TextTable table,
        in InteractionColumnMap map,
        InteractionLogBuilder<TUserId, TItemId> builder,
        float lowest,
        float highest,
        IReadOnlySet<TItemId>? known)
        where TUserId : notnull
        where TItemId : notnull
    {
        IdFields<TUserId> users = new();
        IdFields<TItemId> items = new();
        while (table.Read())
        {
            RejectReason reason = users.Parse(table.Field(map.User), out TUserId user);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, map.User);
                continue;
            }

            reason = items.Parse(table.Field(map.Item), out TItemId item);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, map.Item);
                continue;
            }

            float rating = 1;
            if (map.Rating >= 0)
            {
                reason = NumberFields.ParseRating(table.Field(map.Rating), lowest, highest, out rating);
                if (reason != RejectReason.None)
                {
                    table.Reject(reason, map.Rating);
                    continue;
                }
            }

            long timestamp = 0;
            if (map.Timestamp >= 0)
            {
                reason = NumberFields.ParseTimestamp(table.Field(map.Timestamp), table.LatestTimestamp, out timestamp);
                if (reason != RejectReason.None)
                {
                    table.Reject(reason, map.Timestamp);
                    continue;
                }
            }

            if (known is not null && !known.Contains(item))
            {
                table.Reject(RejectReason.UnknownMovie, map.Item);
                continue;
            }

            builder.Add(user, item, rating, timestamp);
        }
    }
}
