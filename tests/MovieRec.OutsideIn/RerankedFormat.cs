using MovieRec;

namespace OutsideIn;

/// <summary>A composite: the inner model is nested under <c>part</c>, in whatever format it has.</summary>
internal sealed class RerankedFormat : IModelFormat
{
    public string Name => "outside.spread";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is RerankedModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        sections.AddOptions(OptionBag.From(model.Info.OptionValues));
        sections.AddModel("part", ((RerankedModel)model).Inner);
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context) =>
        new RerankedModel(sections.ReadModel("part", context), new SpreadReranker(context.Catalog));
}
