namespace MovieRec.Eval;

/// <summary>One row of an ablation: a model, with or without a re-ranker.</summary>
public sealed record AblationVariant
{
    /// <summary><c>model</c> or <c>model+reranker</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The re-ranker's name; null for the model alone.</summary>
    public string? Reranker { get; init; }

    /// <summary>Every metric, with its slices.</summary>
    public required EvaluationResult Result { get; init; }

    /// <summary>Seconds to train the model.</summary>
    public required double FitSeconds { get; init; }

    /// <summary>Seconds to evaluate.</summary>
    public required double EvaluateSeconds { get; init; }

    /// <summary>Times of a list of ten, one request at a time.</summary>
    public required LatencyMeasurement Latency { get; init; }

    /// <summary>Bytes of the model's file, without history; null when no format can write it.</summary>
    public required long? ModelBytes { get; init; }

    /// <summary>Bytes that training allocated, garbage included: an upper bound of what it needs at once.</summary>
    public required long FitAllocatedBytes { get; init; }

    /// <summary>Variation over training seeds; empty for one seed and for re-ranked variants.</summary>
    public IReadOnlyList<SeedVariation> Seeds { get; init; } = [];
}
