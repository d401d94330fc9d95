namespace MovieRec;

/// <summary>
/// Stores an <see cref="EaseModel"/>: <c>items</c> (ranked items, ascending, int32) and <c>weights</c> (row i: how liking item i
/// raises the others; n × n floats).
/// </summary>
internal sealed class EaseModelFormat : IModelFormat
{
    public string Name => "ease";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is EaseModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        EaseModel ease = (EaseModel)model;
        sections.AddOptions(OptionBag.From(ease.Info.OptionValues));
        sections.Add("items", w => w.Write(ease.Items));
        sections.Add("weights", w => w.Write(ease.Weights));
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        OptionBag values = sections.ReadOptions();
        EaseOptions options = new()
        {
            Regularization = values.GetDouble(nameof(EaseOptions.Regularization)),
            MaxItems = values.GetInt32(nameof(EaseOptions.MaxItems)),
            Precision = values.GetEnum<EasePrecision>(nameof(EaseOptions.Precision)),
        };
        int[] items = sections.ReadInt32Array("items");
        for (int p = 0; p < items.Length; p++)
        {
            if (items[p] < 0 || items[p] >= context.ItemCount || (p > 0 && items[p] <= items[p - 1]))
            {
                throw sections.Error(
                    "items", $"entry {p} is {items[p]}; items ascend within 0 … {context.ItemCount - 1}.", (long)p * sizeof(int));
            }
        }

        if (items.Length > options.MaxItems)
        {
            throw sections.Error("items", $"{items.Length} items are ranked, but MaxItems is {options.MaxItems}.");
        }

        float[] weights = sections.ReadSingleArray("weights", (long)items.Length * items.Length);
        for (int p = 0; p < items.Length; p++)
        {
            if (weights[(p * items.Length) + p] != 0)
            {
                throw sections.Error("weights", $"the diagonal entry of row {p} is not 0.", (((long)p * items.Length) + p) * sizeof(float));
            }
        }

        return new EaseModel(options, context.Histories, items, weights, context.Info with { OptionValues = options.ToValues() });
    }
}
