using MovieRec.Data;
using Parquet.Schema;

namespace MovieRec.Serving;

/// <summary>The columns of an exported part, in order: every property of an event, times in Unix milliseconds.</summary>
internal static class EventColumns
{
    public static IReadOnlyList<DataField> All(IdKind itemIds) =>
    [
        Text("id"),
        Text("user"),
        StoredIds.IsText(itemIds) ? Text("item") : Number<long>("item"),
        Number<int>("position"),
        Text("variant"),
        Text("policy"),
        Text("candidates"),
        Number<double>("probability"),
        Text("model"),
        Number<long>("time"),
        Number<int>("kind"),
    ];

    private static DataField Text(string name) => new(name, typeof(string), isNullable: false);

    private static DataField Number<T>(string name) => new(name, typeof(T), isNullable: false);
}
