using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Als;

public sealed class AlsContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) => new AlsTrainer(new AlsOptions { Factors = 20, Iterations = 5 }).Train(data);
}
