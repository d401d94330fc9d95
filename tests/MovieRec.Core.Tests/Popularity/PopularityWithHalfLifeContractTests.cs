using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Popularity;

public sealed class PopularityWithHalfLifeContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        new PopularityTrainer(new PopularityOptions { HalfLife = TimeSpan.FromDays(90) }).Train(data);
}
