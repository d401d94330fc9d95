namespace MovieRec.Serving;

/// <summary>Who asks. <c>default</c> is somebody of whom nothing is known.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public readonly ref struct RecommendationRequest<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly TUserId? _userId;
    private readonly bool _hasUser;

    private RecommendationRequest(TUserId? userId, bool hasUser, ReadOnlySpan<RecentEvent<TItemId>> recent)
    {
        _userId = userId;
        _hasUser = hasUser;
        Recent = recent;
    }

    /// <summary>Events since the model was trained, oldest first; they count at once.</summary>
    public ReadOnlySpan<RecentEvent<TItemId>> Recent { get; }

    /// <summary>Filter, reasons and whether seen items may come; null for the defaults.</summary>
    public RecommendOptions? Options { get; init; }

    /// <summary>Whether the model answers, or popularity alone: the control arm of an experiment.</summary>
    public AnswerPolicy Policy { get; init; }

    /// <summary>A person with an id. The model need not know it.</summary>
    /// <param name="userId">The id as the model knows it (a pseudonym, when feedback is the training data).</param>
    /// <param name="recent">Events since training, oldest first.</param>
    public static RecommendationRequest<TUserId, TItemId> ForUser(TUserId userId, ReadOnlySpan<RecentEvent<TItemId>> recent = default)
    {
        ArgumentNullException.ThrowIfNull(userId);
        return new RecommendationRequest<TUserId, TItemId>(userId, true, recent);
    }

    /// <summary>Somebody without an id.</summary>
    /// <param name="recent">What is known of them, oldest first.</param>
    public static RecommendationRequest<TUserId, TItemId> Anonymous(ReadOnlySpan<RecentEvent<TItemId>> recent = default) =>
        new(default, false, recent);

    internal bool TryGetIndex(IdMap<TUserId> users, out int index)
    {
        index = -1;
        return _hasUser && users.TryGetIndex(_userId!, out index);
    }
}
