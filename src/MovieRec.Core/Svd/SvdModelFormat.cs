using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Stores a <see cref="SvdModel"/>: <c>itemVectors</c> (rows of V, padded to a multiple of 16 floats), <c>singularValues</c>
/// (doubles, descending) and <c>rankable</c> (one bit for each item).
/// </summary>
internal sealed class SvdModelFormat : IModelFormat
{
    public string Name => "svd";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is SvdModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        SvdModel svd = (SvdModel)model;
        sections.AddOptions(OptionBag.From(svd.Info.OptionValues));
        sections.Add("itemVectors", w => w.Write(svd.ItemFactors.Values));
        sections.AddDoubleArray("singularValues", svd.SingularValues.ToArray());
        VectorSections.WriteMask(sections, "rankable", svd.RankableItems);
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        OptionBag values = sections.ReadOptions();
        SvdOptions options = new()
        {
            Factors = values.GetInt32(nameof(SvdOptions.Factors)),
            ItemScaling = values.GetDouble(nameof(SvdOptions.ItemScaling)),
            PowerIterations = values.GetInt32(nameof(SvdOptions.PowerIterations)),
            Oversampling = values.GetInt32(nameof(SvdOptions.Oversampling)),
            Seed = values.GetInt32(nameof(SvdOptions.Seed)),
        };
        FactorMatrix items = VectorSections.ReadMatrix(sections, "itemVectors", context.ItemCount, options.Factors);
        double[] singular = sections.ReadDoubleArray("singularValues", options.Factors);
        for (int k = 0; k < singular.Length; k++)
        {
            if (singular[k] < 0 || (k > 0 && singular[k] > singular[k - 1]))
            {
                throw sections.Error("singularValues", $"value {k} is {singular[k]}; values descend to 0.", (long)k * sizeof(double));
            }
        }

        ItemMask rankable = VectorSections.ReadMask(sections, "rankable", context.ItemCount);
        return new SvdModel(options, context.Histories, items, singular, rankable, context.Info with { OptionValues = options.ToValues() });
    }
}
