using System.Text.Json;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>An evaluation as JSON; numbers that are not defined are null.</summary>
internal static class EvaluateJson
{
    public static void Write(Utf8JsonWriter json, EvaluatePlan plan, EvaluationProtocol protocol, IReadOnlyList<ModelOutcome> outcomes)
    {
        json.WriteStartObject();
        json.WriteStartObject("split");
        WriteSplit(json, plan, protocol);
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (ModelOutcome outcome in outcomes)
        {
            json.WriteStartObject();
            WriteOutcome(json, outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSplit(Utf8JsonWriter json, EvaluatePlan plan, EvaluationProtocol protocol)
    {
        SplitSummary summary = protocol.Split.Summary;
        json.WriteString("name", protocol.Split.Name);
        json.WriteStartObject("parameters");
        foreach (SplitParameter parameter in protocol.Split.Parameters)
        {
            json.WriteString(parameter.Name, parameter.Value);
        }

        json.WriteEndObject();
        json.WriteString("convention", plan.Profile.Name);
        json.WriteString("candidates", EvaluateView.PolicyName(protocol.Policy));
        json.WriteNumber("candidateItems", protocol.Context.Candidates.Count);
        json.WriteNumber("relevantOutsideCandidates", protocol.RelevantOutsideCandidates);
        Number(json, "minRating", protocol.Split.Options.PositiveThreshold == float.MinValue ? double.NaN : protocol.Split.Options.PositiveThreshold);
        json.WriteNumber("trainRows", summary.TrainRows);
        json.WriteNumber("trainInteractions", summary.TrainInteractions);
        json.WriteNumber("trainUsers", summary.TrainUsers);
        json.WriteNumber("trainItems", summary.TrainItems);
        json.WriteNumber("foldInInteractions", summary.FoldInInteractions);
        json.WriteNumber("users", summary.Users);
        json.WriteNumber("usersWithRelevant", summary.UsersWithRelevant);
        json.WriteNumber("heldOutRows", summary.HeldOutRows);
        json.WriteNumber("relevant", summary.Relevant);
        json.WriteNumber("relevantItems", summary.RelevantItems);
        json.WriteNumber("coldUsers", summary.ColdUsers);
        json.WriteNumber("relevantOfColdUsers", summary.RelevantOfColdUsers);
        json.WriteNumber("coldItems", summary.ColdItems);
        json.WriteNumber("relevantOnColdItems", summary.RelevantOnColdItems);
    }

    private static void WriteOutcome(Utf8JsonWriter json, ModelOutcome outcome)
    {
        EvaluationResult result = outcome.Result;
        json.WriteString("model", outcome.Name);
        json.WriteStartObject("options");
        foreach (ModelOption option in result.Model.OptionValues)
        {
            json.WriteString(option.Name, option.Value);
        }

        json.WriteEndObject();
        json.WriteNumber("fitSeconds", outcome.FitSeconds);
        json.WriteNumber("evaluateSeconds", outcome.EvaluateSeconds);
        json.WriteString("fallback", result.Fallback?.Algorithm);
        json.WriteNumber("fallbackUsers", result.FallbackUsers);
        json.WriteNumber("emptyLists", result.EmptyLists);
        WriteMetrics(json, result.Metrics);
        json.WriteStartObject("slices");
        foreach (SliceResult slice in result.Slices)
        {
            json.WriteStartObject(slice.Name);
            WriteMetrics(json, slice.Metrics);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, IReadOnlyList<MetricResult> metrics)
    {
        json.WriteStartObject("metrics");
        foreach (MetricResult metric in metrics)
        {
            json.WriteStartObject(metric.Name);
            Number(json, "mean", metric.Mean);
            Number(json, "standardError", metric.StandardError);
            Number(json, "low", metric.Low);
            Number(json, "high", metric.High);
            json.WriteNumber("users", metric.Users);
            json.WriteNumber("undefinedUsers", metric.UndefinedUsers);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, value);
        }
    }
}
