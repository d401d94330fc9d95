using System.Text.Json;
using MovieRec.Cli.Evaluation;
using MovieRec.Eval;

namespace MovieRec.Cli.Sweeps;

/// <summary>A search as JSON.</summary>
internal static class SweepJson
{
    public static void Write(Utf8JsonWriter json, SweepSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("model", summary.Request.Model);
        json.WriteString("split", summary.Splits.Test.Name);
        json.WriteString("strategy", summary.Request.Options.Strategy.ToString());
        json.WriteString("metric", summary.Request.Metric.Name);
        json.WriteBoolean("stoppedEarly", summary.Result.StoppedEarly);
        json.WriteNumber("parallelTrials", summary.Result.ParallelTrials);
        json.WriteStartArray("trials");
        foreach (SweepOutcome outcome in summary.Result.Outcomes)
        {
            json.WriteStartObject();
            Write(json, outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("best");
        Write(json, summary.Result.Best);
        json.WriteEndObject();
        if (summary.Look is { } look)
        {
            json.WriteStartObject("test");
            EvaluateJson.WriteLatency(json, look.Latency.Summary);
            EvaluateJson.WriteMetrics(json, look.Result);
            json.WriteStartObject("popularity");
            EvaluateJson.WriteMetrics(json, look.Popularity);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteNumber("looksAtTest", summary.Looks.Count);
        json.WriteStartArray("resets");
        foreach (SweepReset reset in summary.Resets)
        {
            json.WriteStartObject();
            json.WriteString("date", reset.Date);
            json.WriteString("reason", reset.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SweepOutcome outcome)
    {
        json.WriteNumber("trial", outcome.Trial.Number);
        json.WriteNumber("round", outcome.Trial.Round);
        json.WriteStartObject("settings");
        foreach (SweepSetting setting in outcome.Trial.Settings)
        {
            json.WriteString(setting.Name, setting.Value);
        }

        json.WriteEndObject();
        EvaluateJson.Number(json, "mean", outcome.Score.Value);
        EvaluateJson.Number(json, "standardError", outcome.Score.StandardError);
        json.WriteNumber("seconds", outcome.Seconds);
        json.WriteString("failure", outcome.Failure);
        json.WriteBoolean("fromJournal", outcome.FromJournal);
    }
}
