namespace MovieRec.Tests;

/// <summary>Item vectors without a model, for index tests.</summary>
public sealed class VectorTable(int dimensions, float[] values) : IVectorRecommender
{
    public int Dimensions { get; } = dimensions;

    public int ItemCount { get; } = values.Length / dimensions;

    public ReadOnlySpan<float> GetItemVector(int itemIndex) => values.AsSpan(itemIndex * Dimensions, Dimensions);

    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => false;
}
