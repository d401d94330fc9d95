using System.Globalization;
using System.Text.Json;
using MovieRec.Cli.Models;
using Spectre.Console;

namespace MovieRec.Cli.Rendering;

/// <summary>A list of recommendations as a table or as JSON.</summary>
internal static class RecommendationView
{
    public static void Table<TUserId, TItemId>(
        IAnsiConsole console, Recommender<TUserId, TItemId> recommender, RecommendationList<TItemId> list, bool reasons)
        where TUserId : notnull
        where TItemId : notnull
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("#").RightAligned());
        table.AddColumn("Movie");
        table.AddColumn("Genres");
        table.AddColumn(new TableColumn("Score").RightAligned());
        if (reasons)
        {
            table.AddColumn("Why");
            table.AddColumn(new TableColumn("Share").RightAligned());
        }

        for (int i = 0; i < list.Count; i++)
        {
            recommender.Items.TryGetIndex(list[i].ItemId, out int index);
            List<string> cells =
            [
                (i + 1).ToString(CultureInfo.InvariantCulture),
                ReasonText.Title(recommender, index),
                string.Join(", ", recommender.Catalog.GetGenres(index).Take(3)),
                list[i].Score.ToString("F3", CultureInfo.InvariantCulture),
            ];
            if (reasons)
            {
                cells.Add(ReasonText.Of(recommender, list[i].Reason));
                cells.Add(list[i].Reason.Share > 0 ? list[i].Reason.Share.ToString("P0", CultureInfo.InvariantCulture) : "");
            }

            table.AddRow([.. cells.Select(static c => new Text(c))]);
        }

        console.Write(table);
    }

    public static void WriteItems<TUserId, TItemId>(
        Utf8JsonWriter json, Recommender<TUserId, TItemId> recommender, RecommendationList<TItemId> list, bool reasons)
        where TUserId : notnull
        where TItemId : notnull
    {
        json.WriteStartArray("items");
        foreach (Recommendation<TItemId> item in list)
        {
            recommender.Items.TryGetIndex(item.ItemId, out int index);
            json.WriteStartObject();
            Ids.Write(json, "itemId", item.ItemId);
            json.WriteString("title", recommender.Catalog.GetTitle(index));
            json.WriteNumber("year", recommender.Catalog.GetYear(index));
            json.WriteNumber("score", item.Score);
            if (reasons)
            {
                WriteReason(json, recommender, item.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReason<TUserId, TItemId>(Utf8JsonWriter json, Recommender<TUserId, TItemId> recommender, Reason<TItemId> reason)
        where TUserId : notnull
        where TItemId : notnull
    {
        json.WriteStartObject("reason");
        json.WriteString("kind", reason.Kind.ToString());
        if (reason.TryGetAnchor(out TItemId? anchor) && recommender.Items.TryGetIndex(anchor, out int index))
        {
            Ids.Write(json, "anchorId", anchor);
            json.WriteString("anchorTitle", recommender.Catalog.GetTitle(index));
        }
        else
        {
            json.WriteNull("anchorId");
            json.WriteNull("anchorTitle");
        }

        json.WriteNumber("contribution", reason.Contribution);
        json.WriteNumber("share", reason.Share);
        json.WriteString("strength", reason.Strength.ToString());
        json.WriteString("text", ReasonText.Of(recommender, reason));
        if (reason.Kind == ReasonKind.SimilarContent)
        {
            WriteShared(json, reason.Shared);
        }

        json.WriteEndObject();
    }

    private static void WriteShared(Utf8JsonWriter json, SharedFeatures shared)
    {
        json.WriteStartObject("shared");
        Names("directors", shared.Directors);
        Names("cast", shared.Cast);
        Names("keywords", shared.Keywords);
        Names("genres", shared.Genres);
        json.WriteEndObject();

        void Names(string name, IReadOnlyList<string> values)
        {
            json.WriteStartArray(name);
            foreach (string value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }
}
