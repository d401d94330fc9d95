using System.Text.Json;
using MovieRec.Data;

namespace MovieRec.Cli.Rendering;

/// <summary>A quality report as JSON.</summary>
internal static class QualityJson
{
    /// <summary>Writes <c>{"dataSet", "quality", "overlap"}</c>.</summary>
    public static void WriteDocument(Utf8JsonWriter json, DataSetInfo info, DataQualityReport quality, OverlapReport? overlap)
    {
        json.WriteStartObject();
        json.WriteStartObject("dataSet");
        json.WriteString("name", info.Name);
        json.WriteBoolean("simulated", info.Simulated);
        json.WriteString("licence", info.Licence);
        json.WriteString("attribution", info.Attribution);
        json.WriteEndObject();
        json.WritePropertyName("quality");
        Write(json, quality);
        if (overlap is not null)
        {
            WriteOverlap(json, overlap);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the report as one object.</summary>
    public static void Write(Utf8JsonWriter json, DataQualityReport quality)
    {
        json.WriteStartObject();
        json.WriteNumber("users", quality.Users);
        json.WriteNumber("items", quality.Items);
        json.WriteNumber("interactions", quality.Interactions);
        json.WriteNumber("likedInteractions", quality.LikedInteractions);
        json.WriteNumber("usersWithoutInteractions", quality.UsersWithoutInteractions);
        json.WriteNumber("itemsWithoutInteractions", quality.ItemsWithoutInteractions);
        json.WriteNumber("density", quality.Density);
        WriteRatings(json, quality);
        WriteLongTail(json, quality.LongTail);
        WriteQuantiles(json, "perUser", quality.PerUser);
        WriteQuantiles(json, "perItem", quality.PerItem);
        WriteCutoffs(json, quality);
        ConvertView.WriteImport(json, quality.Import);
        WriteTime(json, quality);
        WriteColdStart(json, quality.ColdStart);
        json.WriteStartArray("metadata");
        foreach (FieldCoverage field in quality.Metadata)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteNumber("missingItems", field.MissingItems);
            json.WriteNumber("missingShare", field.MissingShare);
            json.WriteNumber("missingInteractionShare", field.MissingInteractionShare);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRatings(Utf8JsonWriter json, DataQualityReport quality)
    {
        WriteMaybe(json, "meanRating", quality.MeanRating);
        json.WriteStartArray("ratings");
        foreach (RatingBin bin in quality.Ratings)
        {
            json.WriteStartObject();
            json.WriteNumber("lowest", bin.Lowest);
            json.WriteNumber("highest", bin.Highest);
            json.WriteNumber("count", bin.Count);
            json.WriteNumber("share", bin.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLongTail(Utf8JsonWriter json, LongTailReport tail)
    {
        json.WriteStartObject("longTail");
        json.WriteNumber("top1PercentShare", tail.Top1PercentShare);
        json.WriteNumber("top10PercentShare", tail.Top10PercentShare);
        json.WriteNumber("top20PercentShare", tail.Top20PercentShare);
        json.WriteNumber("itemsForHalf", tail.ItemsForHalf);
        json.WriteNumber("itemsFor80Percent", tail.ItemsFor80Percent);
        json.WriteNumber("gini", tail.Gini);
        json.WriteEndObject();
    }

    private static void WriteQuantiles(Utf8JsonWriter json, string name, CountQuantiles counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("minimum", counts.Minimum);
        json.WriteNumber("p10", counts.P10);
        json.WriteNumber("p25", counts.P25);
        json.WriteNumber("median", counts.Median);
        json.WriteNumber("p75", counts.P75);
        json.WriteNumber("p90", counts.P90);
        json.WriteNumber("p99", counts.P99);
        json.WriteNumber("maximum", counts.Maximum);
        json.WriteNumber("mean", counts.Mean);
        json.WriteEndObject();
    }

    private static void WriteCutoffs(Utf8JsonWriter json, DataQualityReport quality)
    {
        json.WriteStartArray("cutoffs");
        foreach (CutoffEffect cutoff in quality.Cutoffs)
        {
            json.WriteStartObject();
            json.WriteNumber("minimum", cutoff.Minimum);
            json.WriteNumber("users", cutoff.Users);
            json.WriteNumber("items", cutoff.Items);
            json.WriteNumber("interactions", cutoff.Interactions);
            json.WriteNumber("interactionShare", cutoff.InteractionShare);
            json.WriteNumber("density", cutoff.Density);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("suggestedMinimum", quality.SuggestedMinimum);
    }

    private static void WriteTime(Utf8JsonWriter json, DataQualityReport quality)
    {
        if (quality.Time is not { } time)
        {
            json.WriteNull("time");
        }
        else
        {
            json.WriteStartObject("time");
            json.WriteNumber("earliest", time.Earliest);
            json.WriteNumber("latest", time.Latest);
            json.WriteNumber("unknownTimes", time.UnknownTimes);
            json.WriteNumber("sameSecondShare", time.SameSecondShare);
            json.WriteNumber("withinMinuteShare", time.WithinMinuteShare);
            json.WriteNumber("withinHourShare", time.WithinHourShare);
            json.WriteNumber("withinDayShare", time.WithinDayShare);
            json.WriteNumber("singleDayUsers", time.SingleDayUsers);
            json.WriteNumber("singleDayUserShare", time.SingleDayUserShare);
            json.WriteEndObject();
        }

        json.WriteStartArray("slices");
        foreach (TimeSlice slice in quality.Slices)
        {
            json.WriteStartObject();
            json.WriteNumber("from", slice.From);
            json.WriteNumber("to", slice.To);
            json.WriteNumber("interactions", slice.Interactions);
            json.WriteNumber("newUserShare", slice.NewUserShare);
            json.WriteNumber("newItemShare", slice.NewItemShare);
            WriteMaybe(json, "topOverlap", slice.TopOverlap);
            WriteMaybe(json, "rankCorrelation", slice.RankCorrelation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteColdStart(Utf8JsonWriter json, ColdStartReport? cold)
    {
        if (cold is null)
        {
            json.WriteNull("coldStart");
            return;
        }

        json.WriteStartObject("coldStart");
        json.WriteNumber("cut", cold.Cut);
        json.WriteNumber("trainInteractions", cold.TrainInteractions);
        json.WriteNumber("testInteractions", cold.TestInteractions);
        json.WriteNumber("testUsers", cold.TestUsers);
        json.WriteNumber("coldUsers", cold.ColdUsers);
        json.WriteNumber("coldUserShare", cold.ColdUserShare);
        json.WriteNumber("testItems", cold.TestItems);
        json.WriteNumber("coldItems", cold.ColdItems);
        json.WriteNumber("coldItemShare", cold.ColdItemShare);
        json.WriteNumber("coldUserInteractionShare", cold.ColdUserInteractionShare);
        json.WriteNumber("coldItemInteractionShare", cold.ColdItemInteractionShare);
        json.WriteEndObject();
    }

    private static void WriteOverlap(Utf8JsonWriter json, OverlapReport overlap)
    {
        json.WriteStartObject("overlap");
        json.WriteNumber("testInteractions", overlap.TestInteractions);
        json.WriteNumber("sharedPairs", overlap.SharedPairs);
        json.WriteNumber("sharedPairShare", overlap.SharedPairShare);
        json.WriteNumber("testUsers", overlap.TestUsers);
        json.WriteNumber("knownUsers", overlap.KnownUsers);
        json.WriteNumber("testItems", overlap.TestItems);
        json.WriteNumber("knownItems", overlap.KnownItems);
        json.WriteEndObject();
    }

    private static void WriteMaybe(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
