namespace MovieRec.Eval;

/// <summary>What <see cref="Split.Create"/> joins and checks. All logs share one user and one item index space.</summary>
public sealed record SplitDefinition
{
    /// <summary>Name of the protocol, such as <c>temporal</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Rows to train on; rows below the threshold are only seen.</summary>
    public required InteractionLog Train { get; init; }

    /// <summary>Held-out rows; those at or above the threshold are relevant.</summary>
    public required InteractionLog Test { get; init; }

    /// <summary>
    /// History of users who are not trained on (strong generalisation); null (default) when the evaluated users are
    /// known to the model by index (weak generalisation).
    /// </summary>
    public InteractionLog? FoldIn { get; init; }

    /// <summary>What counts as liked.</summary>
    public InteractionOptions Options { get; init; } = new();

    /// <summary>How the split was made, in a fixed order.</summary>
    public IReadOnlyList<SplitParameter> Parameters { get; init; } = [];

    /// <summary>A global cut: training rows must be earlier, held-out rows not. Null for none.</summary>
    public long? Cut { get; init; }

    /// <summary>Whether no training row of a user may be later than one of the same user's held-out rows.</summary>
    public bool OrderedWithinUser { get; init; }
}
