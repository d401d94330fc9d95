namespace MovieRec.Eval.Tests;

/// <summary>A model with one given score for each item, served through the library's own exact index.</summary>
internal sealed class VectorModel(float[] scores, int userCount) : IRecommender, IScorer, IVectorRecommender
{
    private readonly float[][] _vectors = [.. scores.Select(static s => new[] { s, 1f })];

    public RecommenderInfo Info { get; } = new()
    {
        Algorithm = "given-scores",
        UserCount = userCount,
        ItemCount = scores.Length,
        InteractionCount = 0,
        DataFingerprint = "",
    };

    public int Dimensions => 2;

    public int ItemCount => scores.Length;

    public static IRecommender Serve(float[] scores, Split split)
    {
        VectorModel model = new(scores, split.Train.UserCount);
        return new IndexedRecommender(model, new ExactIndex(model, Similarity.InnerProduct), split.ToTrainingData().Histories);
    }

    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination) => throw new NotSupportedException();

    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;

    public ReadOnlySpan<float> GetItemVector(int itemIndex) => _vectors[itemIndex];

    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination)
    {
        destination[0] = 1;
        destination[1] = 0;
        return true;
    }

    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> destination)
    {
        for (int i = 0; i < itemIndices.Length; i++)
        {
            destination[i] = scores[itemIndices[i]];
        }
    }
}
