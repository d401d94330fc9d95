namespace MovieRec.Eval;

/// <summary>What the gate judges: a model measured on held-out rows, and the generation that would serve.</summary>
/// <typeparam name="TUserId">User id of the serving generation.</typeparam>
/// <typeparam name="TItemId">Item id of the serving generation.</typeparam>
public sealed record GateSubject<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Split and candidates of the offline measurement.</summary>
    public required EvaluationProtocol Protocol { get; init; }

    /// <summary>The model fitted to the protocol's training rows.</summary>
    public required IRecommender Evaluated { get; init; }

    /// <summary>
    /// What would go live: the same algorithm with the same options, usually fitted to all rows, with its histories and the
    /// licences of its data.
    /// </summary>
    public required Recommender<TUserId, TItemId> Served { get; init; }

    /// <summary>Builds whatever the model needs before it can serve; timed. Null: a generation is joined from its parts.</summary>
    public Action? BuildIndex { get; init; }

    /// <summary>Size of the model file in bytes; null: the generation is written to a temporary file and measured.</summary>
    public long? ModelBytes { get; init; }
}
