namespace MovieRec;

/// <summary>The part of a model's item vectors by which items are compared with one another.</summary>
internal sealed class ItemLikeness(IVectorRecommender model) : IVectorRecommender
{
    public int Dimensions => model.SimilarityDimensions;

    public int ItemCount => model.ItemCount;

    public ReadOnlySpan<float> GetItemVector(int itemIndex) => model.GetItemVector(itemIndex)[..Dimensions];

    /// <summary>Items are compared, no user asks.</summary>
    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => false;
}
