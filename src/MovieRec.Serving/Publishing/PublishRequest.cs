namespace MovieRec.Serving;

/// <summary>How a model is published.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed record PublishRequest<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Offline metrics to keep with the version, by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// Looks at the candidate as it was read back from its file, before it becomes visible; what it throws ends the
    /// publication and changes nothing. Null for none.
    /// </summary>
    public Action<Recommender<TUserId, TItemId>>? Check { get; init; }
}
