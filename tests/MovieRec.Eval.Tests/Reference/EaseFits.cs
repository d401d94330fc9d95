using System.Collections.Concurrent;

namespace MovieRec.Eval.Tests.Reference;

/// <summary>One fit for each split and λ, shared by the tests that need it.</summary>
public sealed class EaseFits
{
    private readonly ConcurrentDictionary<(string Folder, double Lambda), Lazy<EaseModel>> _models = new();

    /// <summary>The model of a split's training rows, which all parts read from a folder share, index space included.</summary>
    internal EaseModel Get(string folder, double lambda, Split split) => _models.GetOrAdd((folder, lambda), key => new Lazy<EaseModel>(
        () => new EaseTrainer(new EaseOptions { Regularization = key.Lambda }).Fit(split.ToTrainingData()))).Value;
}
