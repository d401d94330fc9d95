namespace MovieRec;

/// <summary>What is known about factors that another engine trained.</summary>
public sealed record ImportedOptions
{
    /// <summary>Name of the engine and model, as <see cref="RecommenderInfo.Algorithm"/>: <c>spark-als</c>, <c>implicit-als</c>, ….</summary>
    public string Engine
    {
        get;
        init => field = !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("Engine must not be empty.", nameof(value));
    } = "imported";

    /// <summary>Objective and options of the training; null (default) serves the stored vectors only.</summary>
    public ImportedEquations? Equations { get; init; }

    /// <summary>Why there are no equations, for the message that refuses fold-in and explanations; null for the general reason.</summary>
    public string? MissingEquations { get; init; }

    /// <summary>Ratings at or above it are liked; null for the objective's default (<see cref="ImportedEquations.ToHistories"/>).</summary>
    public float? PositiveThreshold { get; init; }
}
