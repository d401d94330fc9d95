namespace MovieRec;

/// <summary>What a model file holds, readable without knowing the model's type or the types of the ids.</summary>
public sealed record ModelSummary
{
    /// <summary>Kinds of the ids.</summary>
    public required ModelIdKinds IdKinds { get; init; }

    /// <summary>Number of user ids.</summary>
    public required int UserCount { get; init; }

    /// <summary>Number of item ids.</summary>
    public required int ItemCount { get; init; }

    /// <summary>What the model is and what it was trained on.</summary>
    public required RecommenderInfo Model { get; init; }

    /// <summary>Name of the model's format.</summary>
    public required string Format { get; init; }

    /// <summary>Version of the model's format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Options of the model; empty when its format stores none.</summary>
    public required IReadOnlyList<ModelOption> Options { get; init; }

    /// <summary>The fallback for unknown users, or null.</summary>
    public required RecommenderInfo? Fallback { get; init; }

    /// <summary>Whether liked and seen interactions are in the file.</summary>
    public required bool IncludesHistory { get; init; }

    /// <summary>Origin and licences of the training data.</summary>
    public required IReadOnlyList<DataSetInfo> Sources { get; init; }

    /// <summary>Checksum of the file (see <see cref="ModelFile.Checksum"/>).</summary>
    public required string Checksum { get; init; }

    /// <summary>Length of the file in bytes.</summary>
    public required long FileLength { get; init; }
}
