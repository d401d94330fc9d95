using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>The columns of the three Parquet files of a data-set folder.</summary>
internal static class ParquetColumns
{
    public static IReadOnlyList<DataField> Movies(IdKind itemIds) =>
    [
        Id("item", itemIds),
        Text("title"),
        Number<int>("year"),
        Text("genres"),
        Text("language"),
        Text("overview"),
        Text("directors"),
        Text("cast"),
        Text("keywords"),
        Text("imdbId"),
        Number<long>("tmdbId"),
        Number<long>("addedAt"),
    ];

    public static IReadOnlyList<DataField> Interactions(IdKind userIds, IdKind itemIds, InteractionColumns columns)
    {
        List<DataField> fields = [Id("user", userIds), Id("item", itemIds)];
        if (columns.HasFlag(InteractionColumns.Rating))
        {
            fields.Add(Number<float>("weight"));
        }

        if (columns.HasFlag(InteractionColumns.Timestamp))
        {
            fields.Add(Number<long>("timestamp"));
        }

        return fields;
    }

    public static IReadOnlyList<DataField> Users(IdKind userIds) => [Id("user", userIds)];

    private static DataField Id(string name, IdKind kind) => StoredIds.IsText(kind) ? Text(name) : Number<long>(name);

    private static DataField Text(string name) => new(name, typeof(string), isNullable: false);

    private static DataField Number<T>(string name) => new(name, typeof(T), isNullable: false);
}
