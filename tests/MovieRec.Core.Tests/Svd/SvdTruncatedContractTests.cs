using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Svd;

/// <summary>Scaled items, and a rank cut off a larger one.</summary>
public sealed class SvdTruncatedContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        new SvdTrainer(new SvdOptions { Factors = 24, ItemScaling = 0.5 }).Train(data).Truncate(9);
}
