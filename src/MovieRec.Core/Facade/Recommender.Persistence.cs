namespace MovieRec;

/// <content>A model file holds the whole generation.</content>
public sealed partial class Recommender<TUserId, TItemId>
{
    /// <summary>Writes a model file: ids, catalogue, histories, model, fallback, licences. Atomic; see docs/model-file.md.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="options">What to leave out; null for everything.</param>
    /// <param name="formats">Formats of the models; null for those of this library.</param>
    /// <param name="cancellationToken">Ends the writing; the old file stays as it was.</param>
    /// <exception cref="NotSupportedException">No format can write the model.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, SaveOptions? options = null, ModelFormats? formats = null, CancellationToken cancellationToken = default) =>
        ModelBundle.Save(
            path,
            new ModelBundle<TUserId, TItemId>(Users, Items, Catalog, Histories, Sources, Model, Fallback),
            options,
            formats,
            cancellationToken);

    /// <summary>Reads a model file; every byte is checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="formats">Formats of the models; null for those of this library.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelFormatException">The file is damaged or holds something else.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Recommender<TUserId, TItemId> Load(string path, ModelFormats? formats = null, CancellationToken cancellationToken = default)
    {
        using ModelFile file = ModelFile.Open(path, cancellationToken);
        ModelBundle<TUserId, TItemId> bundle = ModelBundle.Read<TUserId, TItemId>(file, formats ?? ModelFormats.Default, cancellationToken);
        try
        {
            return new Recommender<TUserId, TItemId>(
                bundle.Users, bundle.Items, bundle.Model, bundle.Fallback, bundle.Catalog, bundle.Histories, bundle.Sources);
        }
        catch (ArgumentException e)
        {
            // A bundle may hold a model over a part of the index spaces; a generation may not.
            throw file.Root.Error("bundle", e.Message, null, e);
        }
    }

    /// <summary>Fits a model and a popularity fallback to a data set and joins them.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="trainer">The trainer, such as <see cref="AlsTrainer"/>.</param>
    /// <param name="options">What counts as liked; null for the defaults.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static Recommender<TUserId, TItemId> Train(
        MovieDataSet<TUserId, TItemId> data,
        ITrainer<IRecommender> trainer,
        InteractionOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainer);
        TrainingData training = data.ToTrainingData(options);
        IRecommender model = trainer.Fit(training, progress, cancellationToken);
        IRecommender? fallback = model.Info.IsPersonalized ? new PopularityTrainer().Fit(training, null, cancellationToken) : null;
        return new Recommender<TUserId, TItemId>(
            data.Users, data.Items, model, fallback, data.Catalog, training.Histories, data.Sources);
    }
}
