namespace MovieRec.Tests.Hybrid;

/// <summary>Blends for tests. A second factorisation stands in for content where only the arithmetic matters.</summary>
internal static class HybridParts
{
    public static HybridPart Als { get; } = new("als", HybridSource.Behaviour, new AlsTrainer(new AlsOptions { Factors = 20, Iterations = 5 }));

    public static HybridPart Second { get; } = new(
        "second",
        HybridSource.Content,
        new AlsTrainer(new AlsOptions { Factors = 9, Iterations = 3, Seed = 5, Objective = AlsObjective.HuKorenVolinsky }));

    public static HybridPart Ease { get; } = new("ease", HybridSource.Behaviour, new EaseTrainer(new EaseOptions { Regularization = 2 }));

    /// <summary>The same data with a catalogue that says nothing: content parts need one.</summary>
    public static TrainingData WithCatalog(TrainingData data) =>
        TrainingData.Create(data.Histories, MovieCatalog.Create(new MovieMetadata?[data.Histories.ItemCount]));

    public static HybridOptions Weights(double als, double second, double popularity = 0, double ease = 0) => new()
    {
        Weights =
        [
            new HybridWeight("als", als),
            new HybridWeight("second", second),
            new HybridWeight(HybridPart.Popularity, popularity),
            .. ease > 0 ? new[] { new HybridWeight("ease", ease) } : [],
        ],
        UserEvidence = 3,
        ItemEvidence = 4,
        PriorScale = 0.5,
        UnseenContent = 2,
    };

    public static HybridModel Fit(HybridOptions options, TrainingData data, params HybridPart[] parts) =>
        new HybridTrainer(options, parts).Train(WithCatalog(data));
}
