namespace MovieRec.Cli.Evaluation;

/// <summary>A model to train, by the name it was asked for.</summary>
internal sealed record NamedTrainer(string Name, ITrainer<IRecommender> Trainer);
