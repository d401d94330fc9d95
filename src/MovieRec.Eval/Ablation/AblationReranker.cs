namespace MovieRec.Eval;

/// <summary>A re-ranker of an ablation.</summary>
/// <param name="Name">Its name; the variant is called <c>model+name</c>.</param>
/// <param name="Create">Makes it over a trained model and the data that model was trained on; null when it has nothing to work with (no catalogue, no item vectors).</param>
public sealed record AblationReranker(string Name, Func<IRecommender, TrainingData, IReranker?> Create);
