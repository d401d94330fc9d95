using System.Globalization;

namespace MovieRec;

/// <summary>Stores a <see cref="PopularityModel"/>: <c>scores</c>, one float for each item.</summary>
internal sealed class PopularityModelFormat : IModelFormat
{
    public string Name => "popularity";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is PopularityModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        PopularityModel popularity = (PopularityModel)model;
        sections.AddOptions(OptionBag.From(popularity.Info.OptionValues));
        sections.AddSingleArray("scores", popularity.Scores.ToArray());
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        OptionBag stored = sections.ReadOptions();
        string halfLife = stored.GetString("HalfLife");
        PopularityOptions options = new()
        {
            HalfLife = halfLife == "none" ? null : TimeSpan.ParseExact(halfLife, "c", CultureInfo.InvariantCulture),
        };
        float[] scores = sections.ReadSingleArray("scores", context.ItemCount);
        foreach (float score in scores)
        {
            if (score < 0)
            {
                throw sections.Error("scores", $"a score is {score}; scores are at least 0.");
            }
        }

        return new PopularityModel(options, context.Histories, scores, context.Info with
        {
            OptionValues = stored.TryGet(PopularityModel.PriorOption, out string prior)
                ? [.. options.ToValues(), new ModelOption(PopularityModel.PriorOption, prior)]
                : options.ToValues(),
        });
    }
}
