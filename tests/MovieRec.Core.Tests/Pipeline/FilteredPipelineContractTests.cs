using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Pipeline;

/// <summary>A pipeline that only filters keeps everything a recommender promises; a mask of the moment is put on again after loading.</summary>
public sealed class FilteredPipelineContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        Wrap(new AlsTrainer(new AlsOptions { Factors = 12, Iterations = 4 }).Train(data), data);

    protected override IRecommender SaveAndLoad(IRecommender model) => Wrap(base.SaveAndLoad(((RecommendationPipeline)model).Model), Sample.Data);

    private static RecommendationPipeline Wrap(IRecommender model, TrainingData data) =>
        new RecommendationPipelineBuilder(model).Where(ItemMask.All(data.Interactions.ItemCount)).Build();
}
