using System.Globalization;

namespace MovieRec;

/// <summary>
/// Stores a pipeline of this library's own re-rankers: options (candidates, and name, strength and keep of each step), and
/// the model under <c>model</c>. Masks of a moment and re-rankers of the caller are not stored: such a pipeline cannot be written.
/// </summary>
internal sealed class RecommendationPipelineFormat : IModelFormat
{
    /// <summary>More steps than this are a damaged file.</summary>
    private const int MaxSteps = 64;

    public string Name => "pipeline";

    public int Version => 1;

    public bool CanWrite(IRecommender model) =>
        model is RecommendationPipeline { Eligible: null } pipeline && pipeline.Steps.Count <= MaxSteps && pipeline.Steps.All(static s => s.Spec is not null);

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        RecommendationPipeline pipeline = (RecommendationPipeline)model;
        OptionBag options = OptionBag.Empty.With("Candidates", pipeline.Candidates).With("Rerankers", pipeline.Steps.Count);
        for (int s = 0; s < pipeline.Steps.Count; s++)
        {
            options = options.With(Key("Reranker", s), pipeline.Steps[s].Spec!.ToString());
            if (pipeline.Steps[s].Keep is { } keep)
            {
                options = options.With(Key("Keep", s), keep);
            }
        }

        sections.AddOptions(options);
        sections.AddModel("model", pipeline.Model);
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        OptionBag options = sections.ReadOptions();
        int steps = options.GetInt32("Rerankers");
        if (steps is < 0 or > MaxSteps)
        {
            throw sections.Error("options", $"there are {steps} re-rankers; expected 0 … {MaxSteps}.");
        }

        IRecommender model = sections.ReadModel("model", context);
        RecommendationPipelineBuilder builder = new RecommendationPipelineBuilder(
            model,
            context.Catalog.Count == model.Info.ItemCount ? context.Catalog : null,
            context.Histories.ItemCount == model.Info.ItemCount ? context.Histories : null)
            .UseCandidates(options.GetInt32("Candidates"));
        for (int s = 0; s < steps; s++)
        {
            string key = Key("Keep", s);
            builder.Use(RerankerSpec.Parse(options.GetString(Key("Reranker", s))), options.TryGet(key, out _) ? options.GetInt32(key) : null);
        }

        return builder.Build();
    }

    private static string Key(string name, int step) => string.Create(CultureInfo.InvariantCulture, $"{name}{step + 1}");
}
