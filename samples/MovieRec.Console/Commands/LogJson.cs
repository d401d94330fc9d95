using System.Text.Json;
using MovieRec.Cli.Evaluation;

namespace MovieRec.Cli.Commands;

/// <summary>The experiment log as JSON; numbers that are not defined are null.</summary>
internal static class LogJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ExperimentEntry> entries, IReadOnlyList<ExperimentDamage> damage)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (ExperimentEntry entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("date", entry.Date);
            json.WriteString("command", entry.Command);
            json.WriteString("variant", entry.Variant);
            json.WriteString("params", entry.Params);
            json.WriteString("split", entry.Split);
            json.WriteStartObject("metrics");
            foreach (ExperimentMetric metric in entry.Metrics)
            {
                json.WriteStartObject(metric.Name);
                EvaluateJson.Number(json, "mean", metric.Mean);
                EvaluateJson.Number(json, "low", metric.Low);
                EvaluateJson.Number(json, "high", metric.High);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            EvaluateJson.Number(json, "fitSeconds", entry.FitSeconds);
            EvaluateJson.Number(json, "latencyP50", entry.LatencyP50);
            EvaluateJson.Number(json, "latencyP95", entry.LatencyP95);
            EvaluateJson.Number(json, "latencyP99", entry.LatencyP99);
            json.WriteString("outcome", entry.Outcome);
            json.WriteString("dataFingerprint", entry.DataFingerprint);
            json.WriteNumber("seed", entry.Seed);
            json.WriteString("commit", entry.Commit);
            json.WriteString("machine", entry.Machine);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("damage");
        foreach (ExperimentDamage part in damage)
        {
            json.WriteStartObject();
            json.WriteString("place", part.Place);
            json.WriteString("reason", part.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
