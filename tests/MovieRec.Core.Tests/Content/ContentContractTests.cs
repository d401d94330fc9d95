using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Content;

public sealed class ContentContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        new ContentTrainer(new ContentOptions { Dimensions = 40 }).Train(ContentSample.WithCatalog(data));
}
