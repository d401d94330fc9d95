using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Hybrid;

/// <summary>An item-item model alone: a blend without any coordinate.</summary>
public sealed class HybridSoleAddedPartContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        HybridParts.Fit(HybridParts.Weights(0, 0, 0, ease: 1), data, HybridParts.Als, HybridParts.Ease, HybridParts.Second);
}
