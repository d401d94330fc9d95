using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Ease;

public sealed class EaseContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) => new EaseTrainer(new EaseOptions { Regularization = 2 }).Train(data);
}
