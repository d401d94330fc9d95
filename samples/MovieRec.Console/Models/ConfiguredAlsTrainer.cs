namespace MovieRec.Cli.Models;

/// <summary>Implicit ALS with the options that suit the data's shape, and over them what the caller set.</summary>
internal sealed class ConfiguredAlsTrainer(Func<AlsOptions, AlsOptions> configure) : ITrainer<AlsModel>
{
    public AlsModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new AlsTrainer(configure(AlsOptions.ForData(data))).Fit(data, progress, cancellationToken);
}
