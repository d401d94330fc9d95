namespace MovieRec.Cli.Evaluation;

/// <summary>A model to train for its item vectors, and the metric names to read again once there are vectors.</summary>
internal sealed record VectorSource(NamedTrainer Model, string Metrics);
