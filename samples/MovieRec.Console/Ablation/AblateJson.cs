using System.Text.Json;
using MovieRec.Cli.Evaluation;
using MovieRec.Eval;

namespace MovieRec.Cli.Ablation;

/// <summary>An ablation as JSON, in the shapes of <c>evaluate</c>.</summary>
internal static class AblateJson
{
    public static void Write(Utf8JsonWriter json, EvaluatePlan plan, AblationResult result)
    {
        json.WriteStartObject();
        json.WriteStartObject("split");
        EvaluateJson.WriteSplit(json, plan, result.Protocol);
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (AblationVariant variant in result.Variants)
        {
            json.WriteStartObject();
            json.WriteString("variant", variant.Name);
            json.WriteString("model", variant.Model);
            json.WriteString("reranker", variant.Reranker);
            json.WriteStartObject("options");
            foreach (ModelOption option in variant.Result.Model.OptionValues)
            {
                json.WriteString(option.Name, option.Value);
            }

            json.WriteEndObject();
            json.WriteNumber("fitSeconds", variant.FitSeconds);
            json.WriteNumber("evaluateSeconds", variant.EvaluateSeconds);
            EvaluateJson.WriteLatency(json, variant.Latency.Summary);
            if (variant.ModelBytes is { } bytes)
            {
                json.WriteNumber("modelBytes", bytes);
            }
            else
            {
                json.WriteNull("modelBytes");
            }

            json.WriteNumber("fitAllocatedBytes", variant.FitAllocatedBytes);
            EvaluateJson.WriteSeeds(json, variant.Seeds);
            EvaluateJson.WriteMetrics(json, variant.Result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (AblationComparison comparison in result.Comparisons)
        {
            json.WriteStartObject();
            json.WriteString("variant", comparison.Variant);
            json.WriteString("baseline", comparison.Baseline);
            json.WriteString("metric", comparison.Metric);
            EvaluateJson.WritePaired(json, comparison.Paired);
            EvaluateJson.Number(json, "adjustedP", comparison.AdjustedP);
            json.WriteString("verdict", AblateView.Verdict(comparison));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("skipped");
        foreach (string skipped in result.Skipped)
        {
            json.WriteStringValue(skipped);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
