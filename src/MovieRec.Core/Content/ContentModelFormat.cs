namespace MovieRec;

/// <summary>
/// Stores a <see cref="ContentModel"/>: <c>itemVectors</c> (padded to a multiple of 16 floats) and <c>generator</c> (who made
/// them: name, model, dimensions, fingerprint). The catalogue is the file's own.
/// </summary>
internal sealed class ContentModelFormat : IModelFormat
{
    public string Name => "content";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is ContentModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        ContentModel content = (ContentModel)model;
        EmbeddingInfo info = content.Embeddings.Info;
        sections.AddOptions(OptionBag.From(content.Info.OptionValues));
        sections.AddStringArray("generator", [info.Generator, info.Model, info.Fingerprint]);
        sections.AddInt32Array("dimensions", new[] { info.Dimensions });
        sections.Add("itemVectors", w => w.Write(content.Embeddings.Vectors.Values));
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        IReadOnlyList<ModelOption> options = sections.ReadOptions().Items;
        string[] generator = sections.ReadStringArray("generator", 3);
        int dimensions = sections.ReadInt32Array("dimensions", 1)[0];
        if (dimensions is < 1 or > 16_384 || generator[0].Length == 0)
        {
            throw sections.Error("dimensions", $"vectors of {dimensions} numbers by '{generator[0]}'; expected 1 … 16384 numbers and a name.");
        }

        EmbeddingInfo info = new() { Generator = generator[0], Model = generator[1], Fingerprint = generator[2], Dimensions = dimensions };
        ItemEmbeddings embeddings = new(info, VectorSections.ReadMatrix(sections, "itemVectors", context.ItemCount, dimensions));
        return new ContentModel(embeddings, context.Histories, context.Catalog, context.Info with { OptionValues = options });
    }
}
