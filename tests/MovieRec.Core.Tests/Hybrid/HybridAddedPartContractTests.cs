using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Hybrid;

/// <summary>With an item-item model, which has no vectors, added to the exact list.</summary>
public sealed class HybridAddedPartContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        HybridParts.Fit(HybridParts.Weights(0.5, 0.2, 0.1, ease: 0.4), data, HybridParts.Als, HybridParts.Ease, HybridParts.Second);
}
