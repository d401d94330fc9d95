using MovieRec;

namespace OutsideIn;

/// <summary>Stores a <see cref="NeighbourModel"/>: <c>similarities</c>, items × items floats.</summary>
internal sealed class NeighbourFormat : IModelFormat
{
    public string Name => "outside.neighbour";

    public int Version => 3;

    public bool CanWrite(IRecommender model) => model is NeighbourModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        sections.AddOptions(OptionBag.From(model.Info.OptionValues));
        sections.AddSingleArray("similarities", ((NeighbourModel)model).Similarities);
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        OptionBag options = sections.ReadOptions();
        if (options.GetInt32("Shrinkage") < 0)
        {
            throw sections.Error("options", "Shrinkage must be at least 0.");
        }

        float[] similarities = sections.ReadSingleArray("similarities", (long)context.ItemCount * context.ItemCount);
        return new NeighbourModel(similarities, context.Histories, context.Info with { OptionValues = options.Items });
    }
}
