namespace MovieRec;

/// <summary>Fits a model. A trainer holds options only; every call returns a new immutable model.</summary>
/// <typeparam name="TModel">The model's type.</typeparam>
public interface ITrainer<out TModel>
    where TModel : class
{
    /// <summary>Fits a model to the data.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="progress">Told after each step, from the calling thread.</param>
    /// <param name="cancellationToken">Ends the training; nothing is half-published.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    TModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);
}
