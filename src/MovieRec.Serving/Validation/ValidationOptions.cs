namespace MovieRec.Serving;

/// <summary>What a model must show before it answers.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed record ValidationOptions<TItemId>
    where TItemId : notnull
{
    /// <summary>Length of the vectors; null takes that of the live model when both are of one algorithm.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Least share of the live model's items that the candidate knows, 0 … 1. Default 0.95: anything less is another catalogue.</summary>
    public double MinCatalogueOverlap { get; init; } = 0.95;

    /// <summary>Least share of probed people who get a full personal list, 0 … 1. Default 0.95.</summary>
    public double MinAnswered { get; init; } = 0.95;

    /// <summary>Least distinct items in the probed lists as a share of the items that could be there, 0 … 1. Default 0.01.</summary>
    public double MinCoverage { get; init; } = 0.01;

    /// <summary>Most of a list, on average, that may be what popularity would have shown the same person, 0 … 1. Default 0.9.</summary>
    public double MaxPopularOverlap { get; init; } = 0.9;

    /// <summary>Most that two people's lists may share on average, 0 … 1. Default 0.95.</summary>
    public double MaxMutualOverlap { get; init; } = 0.95;

    /// <summary>How much an offline metric may be worse than the live model's, relative, 0 … 1. Default 0.05.</summary>
    public double MetricMargin { get; init; } = 0.05;

    /// <summary>People probed at most, ≥ 1. Default 200.</summary>
    public int Probes
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Probes must be at least 1.");
    } = 200;

    /// <summary>Length of a probed list, ≥ 1. Default 10.</summary>
    public int Count
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Count must be at least 1.");
    } = 10;

    /// <summary>Questions with known answers.</summary>
    public IReadOnlyList<GoldenQuery<TItemId>> GoldenQueries { get; init; } = [];
}
