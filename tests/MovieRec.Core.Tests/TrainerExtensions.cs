namespace MovieRec.Tests;

/// <summary>Training that ends when the test run is cancelled.</summary>
internal static class TrainerExtensions
{
    public static TModel Train<TModel>(this ITrainer<TModel> trainer, TrainingData data)
        where TModel : class =>
        trainer.Fit(data, progress: null, TestContext.Current.CancellationToken);

    public static AlsModel Train(this AlsTrainer trainer, TrainingData data, AlsStart start) =>
        trainer.Fit(data, start, progress: null, TestContext.Current.CancellationToken);
}
