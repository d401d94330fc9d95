namespace MovieRec;

/// <summary>
/// Stores an <see cref="ImportedItemItemModel"/>: <c>starts</c> (one for each item and one more), <c>columns</c> (ascending
/// within a row) and <c>values</c>.
/// </summary>
internal sealed class ImportedItemItemFormat : IModelFormat
{
    public string Name => "imported-item-item";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is ImportedItemItemModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        ImportedItemItemModel imported = (ImportedItemItemModel)model;
        sections.AddOptions(OptionBag.From(imported.Info.OptionValues));
        sections.AddInt32Array("starts", imported.Starts);
        sections.AddInt32Array("columns", imported.Items);
        sections.AddSingleArray("values", imported.Values);
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        int[] columns = sections.ReadInt32Array("columns");
        int[] starts = SparseRows.ReadStarts(sections, "starts", context.ItemCount, columns.Length);
        SparseRows.CheckRange(sections, "columns", columns, context.ItemCount, "item");
        SparseRows.CheckAscending(sections, "columns", starts, columns);
        float[] values = sections.ReadSingleArray("values", columns.Length);
        return new ImportedItemItemModel(
            starts, columns, values, context.Histories, context.Info with { OptionValues = sections.ReadOptions().Items });
    }
}
