namespace MovieRec.Eval;

/// <summary>A model of an ablation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes its trainer for a seed.</param>
public sealed record AblationModel(string Name, Func<int, ITrainer<IRecommender>> Create);
