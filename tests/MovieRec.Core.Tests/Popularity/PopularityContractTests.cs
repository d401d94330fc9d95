using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Popularity;

public sealed class PopularityContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) => new PopularityTrainer().Train(data);
}
