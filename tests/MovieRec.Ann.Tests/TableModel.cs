namespace MovieRec.Ann.Tests;

/// <summary>A table as a vector model, for the exact index of the core library.</summary>
internal sealed class TableModel(VectorTable table) : IVectorRecommender
{
    private readonly float[] _row = new float[table.Dimensions];

    public int Dimensions => table.Dimensions;

    public int ItemCount => table.Count;

    public ReadOnlySpan<float> GetItemVector(int itemIndex)
    {
        table.CopyRow(itemIndex, _row);
        return _row;
    }

    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => false;
}
