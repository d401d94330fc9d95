namespace MovieRec;

/// <summary>Which generator made item vectors. Vectors of different generators are never compared.</summary>
public sealed record EmbeddingInfo
{
    /// <summary>The generator: <c>movierec</c> for this library's own, else the provider's name.</summary>
    public required string Generator { get; init; }

    /// <summary>The model of the generator, such as its id at the provider; may be empty.</summary>
    public string Model { get; init; } = "";

    /// <summary>Length of the vectors.</summary>
    public required int Dimensions { get; init; }

    /// <summary>What the vectors were made from and how: a fingerprint, or empty when unknown.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Whether vectors of the other generator live in the same space: generator, model and dimensions are equal.</summary>
    /// <param name="other">The other description.</param>
    public bool IsSameSpace(EmbeddingInfo other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Generator == other.Generator && Model == other.Model && Dimensions == other.Dimensions;
    }

    /// <inheritdoc/>
    public override string ToString() => Model.Length == 0 ? $"{Generator} ({Dimensions})" : $"{Generator} {Model} ({Dimensions})";
}
