namespace MovieRec;

/// <summary>What a model is and what it was trained on.</summary>
public sealed record RecommenderInfo
{
    /// <summary>Short stable name of the algorithm: <c>popularity</c>, <c>als</c>, ….</summary>
    public required string Algorithm { get; init; }

    /// <summary>Number of users the model was trained on.</summary>
    public required int UserCount { get; init; }

    /// <summary>Number of items in the model's index space.</summary>
    public required int ItemCount { get; init; }

    /// <summary>Number of liked interactions the model was trained on.</summary>
    public required long InteractionCount { get; init; }

    /// <summary>Fingerprint of the training data (see <see cref="TrainingData.Fingerprint"/>).</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>Whether the answer depends on who asks. Default true; false for popularity.</summary>
    public bool IsPersonalized { get; init; } = true;

    /// <summary>The options the model was trained with, by name, invariant text, in a fixed order.</summary>
    public IReadOnlyList<ModelOption> OptionValues { get; init; } = [];

    /// <summary>Whether results are ordered by score or by a re-ranker.</summary>
    public ResultOrder Order { get; init; }

    /// <summary>Compares by value, option by option.</summary>
    /// <param name="other">The other description.</param>
    public bool Equals(RecommenderInfo? other) =>
        other is not null
        && Algorithm == other.Algorithm
        && UserCount == other.UserCount
        && ItemCount == other.ItemCount
        && InteractionCount == other.InteractionCount
        && DataFingerprint == other.DataFingerprint
        && IsPersonalized == other.IsPersonalized
        && Order == other.Order
        && OptionValues.SequenceEqual(other.OptionValues);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Algorithm, UserCount, ItemCount, InteractionCount, DataFingerprint);
}
