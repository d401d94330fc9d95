using System.Text.Json;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>An evaluation as JSON; numbers that are not defined are null.</summary>
internal static class EvaluateJson
{
    public static void Write(Utf8JsonWriter json, EvaluatePlan plan, MeasuredSplit measured)
    {
        json.WriteStartObject();
        WriteBody(json, plan, measured);
        json.WriteEndObject();
    }

    /// <summary>The last window, and every window under <c>windows</c>.</summary>
    public static void WriteWindows(Utf8JsonWriter json, EvaluatePlan plan, IReadOnlyList<MeasuredSplit> windows)
    {
        json.WriteStartObject();
        WriteBody(json, plan, windows[^1]);
        json.WriteStartArray("windows");
        foreach (MeasuredSplit window in windows)
        {
            Write(json, plan, window);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, EvaluatePlan plan, MeasuredSplit measured)
    {
        json.WriteStartObject("split");
        WriteSplit(json, plan, measured.Protocol);
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (ModelOutcome outcome in measured.Outcomes)
        {
            json.WriteStartObject();
            WriteOutcome(json, outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (Comparison comparison in measured.Comparisons)
        {
            json.WriteStartObject();
            WriteComparison(json, comparison);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteComparison(Utf8JsonWriter json, Comparison comparison)
    {
        PairedComparison paired = comparison.Result.Paired;
        json.WriteString("model", comparison.Model);
        json.WriteString("baseline", comparison.Baseline);
        json.WriteString("metric", comparison.Result.Metric);
        json.WriteString("group", comparison.Users);
        WritePaired(json, paired);
        Number(json, "adjustedP", comparison.Result.AdjustedP);
        json.WriteBoolean("distinguishable", comparison.Result.IsDistinguishable());
        json.WriteString("verdict", comparison.Verdict);
    }

    public static void WritePaired(Utf8JsonWriter json, PairedComparison paired)
    {
        json.WriteNumber("users", paired.Users);
        json.WriteNumber("droppedUsers", paired.DroppedUsers);
        Number(json, "modelMean", paired.FirstMean);
        Number(json, "baselineMean", paired.SecondMean);
        Number(json, "difference", paired.Difference);
        Number(json, "standardError", paired.StandardError);
        Number(json, "low", paired.BiasCorrected.Low);
        Number(json, "high", paired.BiasCorrected.High);
        Number(json, "p", paired.PermutationP);
        Number(json, "studentP", paired.StudentP);
        Number(json, "smallestDetectableDifference", paired.SmallestDetectableDifference);
    }

    public static void WriteSplit(Utf8JsonWriter json, EvaluatePlan plan, EvaluationProtocol protocol)
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
        if (outcome.Latency?.Summary is { } latency)
        {
            WriteLatency(json, latency);
        }

        WriteSeeds(json, outcome.Seeds);
        json.WriteString("fallback", result.Fallback?.Algorithm);
        json.WriteNumber("fallbackUsers", result.FallbackUsers);
        json.WriteNumber("emptyLists", result.EmptyLists);
        if (RerankPrice.Of(outcome) is { } price)
        {
            json.WriteStartObject("rerankPrice");
            json.WriteString("without", outcome.Plain!.Name);
            json.WriteString("accuracy", price.NdcgMetric);
            json.WriteString("diversity", price.DiversityMetric);
            Number(json, "accuracyChange", price.NdcgChange);
            Number(json, "diversityChange", price.DiversityChange);
            Number(json, "price", price.Price);
            json.WriteEndObject();
        }

        WriteMetrics(json, result);
    }

    public static void WriteLatency(Utf8JsonWriter json, LatencySummary latency)
    {
        json.WriteStartObject("latencyMilliseconds");
        json.WriteNumber("p50", latency.P50);
        json.WriteNumber("p95", latency.P95);
        json.WriteNumber("p99", latency.P99);
        json.WriteNumber("requests", latency.Requests);
        json.WriteEndObject();
    }

    public static void WriteSeeds(Utf8JsonWriter json, IReadOnlyList<SeedVariation> seeds)
    {
        if (seeds.Count == 0)
        {
            return;
        }

        json.WriteStartObject("overSeeds");
        foreach (SeedVariation seed in seeds)
        {
            json.WriteStartObject(seed.Metric);
            json.WriteNumber("seeds", seed.Seeds);
            Number(json, "mean", seed.Mean);
            Number(json, "standardDeviation", seed.StandardDeviation);
            Number(json, "lowest", seed.Lowest);
            Number(json, "highest", seed.Highest);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Metrics and slices.</summary>
    public static void WriteMetrics(Utf8JsonWriter json, EvaluationResult result)
    {
        WriteMetrics(json, result.Metrics);
        json.WriteStartObject("slices");
        foreach (SliceResult slice in result.Slices)
        {
            json.WriteStartObject(slice.Name);
            json.WriteString("of", slice.Kind == SliceKind.Users ? "users" : "items");
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

    public static void Number(Utf8JsonWriter json, string name, double value)
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
