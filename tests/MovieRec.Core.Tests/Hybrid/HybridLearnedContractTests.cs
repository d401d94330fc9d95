using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Hybrid;

public sealed class HybridLearnedContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        HybridParts.Fit(new HybridOptions(), data, HybridParts.Als, HybridParts.Second);
}
