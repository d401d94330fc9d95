using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Demo;

/// <summary>The demo as one JSON document: <c>{"dataSet", "quality", "evaluation", "recommendation"}</c>.</summary>
internal static class DemoJson
{
    public static void Write<TUserId, TItemId>(
        CliContext context,
        MovieDataSet<TUserId, TItemId> data,
        DataQualityReport quality,
        EvaluatePlan plan,
        EvaluationProtocol protocol,
        IReadOnlyList<ModelOutcome> outcomes,
        Recommender<TUserId, TItemId> recommender,
        TUserId user,
        RecommendationList<TItemId> list)
        where TUserId : notnull
        where TItemId : notnull => context.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("dataSet");
            json.WriteString("name", data.Info.Name);
            json.WriteBoolean("simulated", data.Info.Simulated);
            json.WriteString("licence", data.Info.Licence);
            json.WriteString("attribution", data.Info.Attribution);
            json.WriteEndObject();
            json.WritePropertyName("quality");
            QualityJson.Write(json, quality);
            json.WritePropertyName("evaluation");
            EvaluateJson.Write(json, plan, protocol, outcomes);
            json.WriteStartObject("recommendation");
            json.WriteString("model", recommender.Model.Info.Algorithm);
            json.WriteString("version", list.ModelVersion);
            Ids.Write(json, "user", user);
            RecommendationView.WriteItems(json, recommender, list, reasons: true);
            json.WriteEndObject();
            json.WriteEndObject();
        });
}
