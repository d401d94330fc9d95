using System.Numerics.Tensors;
using MovieRec;

namespace OutsideIn;

/// <summary>A vector model: a user is the mean of the liked items' vectors. Folding in is the same arithmetic.</summary>
internal sealed class MeanVectorModel(float[][] vectors, UserHistories histories) : IRecommender, IScorer, IVectorRecommender, IFoldIn
{
    public RecommenderInfo Info { get; } = new()
    {
        Algorithm = "mean-vector",
        UserCount = histories.UserCount,
        ItemCount = vectors.Length,
        InteractionCount = histories.Liked.Count,
        DataFingerprint = histories.Liked.Fingerprint,
    };

    public int Dimensions => vectors[0].Length;

    public int ItemCount => vectors.Length;

    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;

    public ReadOnlySpan<float> GetItemVector(int itemIndex) => vectors[itemIndex];

    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) =>
        TryFoldIn(query.HasUser ? histories.Liked.GetUserItems(query.UserIndex) : query.History, default, destination);

    public bool TryFoldIn(ReadOnlySpan<int> history, ReadOnlySpan<float> weights, Span<float> userFactors)
    {
        userFactors.Clear();
        foreach (int item in history)
        {
            TensorPrimitives.MultiplyAdd(vectors[item], 1f / history.Length, userFactors, userFactors);
        }

        return !history.IsEmpty;
    }

    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores)
    {
        float[] user = new float[Dimensions];
        bool known = TryGetQueryVector(query, user);
        for (int i = 0; i < itemIndices.Length; i++)
        {
            scores[i] = known ? TensorPrimitives.Dot<float>(user, vectors[itemIndices[i]]) : float.NaN;
        }
    }

    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) =>
        new IndexedRecommender(this, new ScanIndex(vectors), histories).Recommend(query, destination);
}
