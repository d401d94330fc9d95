using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Hybrid;

public sealed class HybridContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        HybridParts.Fit(HybridParts.Weights(0.6, 0.3, 0.1), data, HybridParts.Als, HybridParts.Second);
}
