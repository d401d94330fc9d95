using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.SimilaritySearch;

public sealed class IndexedRecommenderContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data) =>
        Wrap(new AlsTrainer(new AlsOptions { Factors = 12, Iterations = 4 }).Train(data), data.Histories);

    /// <summary>An index is not stored: it is built again over the loaded model.</summary>
    protected override IRecommender SaveAndLoad(IRecommender model) =>
        Wrap(base.SaveAndLoad(model.GetService<AlsModel>()!), Sample.Data.Histories);

    private static IndexedRecommender Wrap(IRecommender model, UserHistories histories) =>
        new(model, new ExactIndex(model.GetService<IVectorRecommender>()!, Similarity.InnerProduct), histories);
}
