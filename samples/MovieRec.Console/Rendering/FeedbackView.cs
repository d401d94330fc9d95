using System.Text.Json;
using MovieRec.Eval;

namespace MovieRec.Cli.Rendering;

/// <summary>A comparison of variants, as text and as JSON.</summary>
internal static class FeedbackView
{
    public static void Print(TextWriter output, ImpressionLogCounts counts, VariantReport report)
    {
        output.WriteLine(CliContext.Invariant(
            $"{counts.Events} events: {counts.Impressions} impressions, {counts.Outcomes} outcomes; left out: {counts.Repeated} repeated, {counts.Orphans} without impression, {counts.Contradictions} contradicting."));
        output.WriteLine(CliContext.Invariant($"Shares of people as planned: {(report.SampleRatio.IsMismatch ? "NO" : "yes")} (p = {report.SampleRatio.PValue:G3}); {report.MixedUsers} met several variants."));
        foreach (VariantResult variant in report.Variants)
        {
            output.WriteLine(CliContext.Invariant($"{variant.Variant}: {variant.Users} people, {variant.Impressions} impressions, {variant.Clicks} clicks, {variant.Saves} saves"));
            output.WriteLine($"  clicks per impression {variant.ClickRate}{Against(variant.ClickContrast)}");
            output.WriteLine($"  saves per impression {variant.SaveRate}{Against(variant.SaveContrast)}");
        }
    }

    public static void Write(Utf8JsonWriter json, ImpressionLogCounts counts, VariantReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("events", counts.Events);
        json.WriteNumber("impressions", counts.Impressions);
        json.WriteNumber("outcomes", counts.Outcomes);
        json.WriteNumber("repeated", counts.Repeated);
        json.WriteNumber("orphans", counts.Orphans);
        json.WriteNumber("contradictions", counts.Contradictions);
        json.WriteString("control", report.Control);
        json.WriteBoolean("sampleRatioMismatch", report.SampleRatio.IsMismatch);
        json.WriteNumber("sampleRatioPValue", report.SampleRatio.PValue);
        json.WriteNumber("mixedUsers", report.MixedUsers);
        json.WriteStartArray("variants");
        foreach (VariantResult variant in report.Variants)
        {
            json.WriteStartObject();
            json.WriteString("variant", variant.Variant);
            json.WriteNumber("users", variant.Users);
            json.WriteNumber("impressions", variant.Impressions);
            json.WriteNumber("clicks", variant.Clicks);
            json.WriteNumber("saves", variant.Saves);
            Rate(json, "clickRate", variant.ClickRate, variant.ClickContrast);
            Rate(json, "saveRate", variant.SaveRate, variant.SaveContrast);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Against(VariantContrast? contrast) => contrast is null
        ? " (control)"
        : $"; against the control: {contrast.Verdict}, lift {contrast.Lift}";

    private static void Rate(Utf8JsonWriter json, string name, LogEstimate rate, VariantContrast? contrast)
    {
        json.WriteStartObject(name);
        Estimate(json, "rate", rate);
        if (contrast is not null)
        {
            json.WriteString("verdict", contrast.Verdict.ToString());
            Estimate(json, "lift", contrast.Lift);
            if (contrast.AdjustedPValue is { } p)
            {
                json.WriteNumber("adjustedPValue", p);
            }
        }

        json.WriteEndObject();
    }

    private static void Estimate(Utf8JsonWriter json, string name, LogEstimate estimate)
    {
        json.WriteStartObject(name);
        if (estimate is KnownEstimate known)
        {
            json.WriteNumber("value", known.Value);
            json.WriteNumber("low", known.Interval.Low);
            json.WriteNumber("high", known.Interval.High);
        }
        else
        {
            json.WriteNull("value");
            json.WriteString("unknown", estimate.ToString());
        }

        json.WriteEndObject();
    }
}
