using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Svd;

public sealed class SvdContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) => new SvdTrainer(new SvdOptions { Factors = 20 }).Train(data);
}
