using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Als;

public sealed class AlsHuKorenContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        new AlsTrainer(new AlsOptions { Factors = 7, Iterations = 5, Objective = AlsObjective.HuKorenVolinsky, Alpha = 10 }).Train(data);
}
