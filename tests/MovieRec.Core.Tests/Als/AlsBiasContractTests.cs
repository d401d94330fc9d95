using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Als;

public sealed class AlsBiasContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        new AlsTrainer(new AlsOptions { Factors = 16, Iterations = 5, ItemBias = true, BiasRegularization = 0.02 }).Train(data);
}
