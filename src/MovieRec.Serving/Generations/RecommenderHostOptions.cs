namespace MovieRec.Serving;

/// <summary>How a host makes answers. Read once, when the host is made.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class RecommenderHostOptions<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly List<Func<IAnswerStage<TUserId, TItemId>, IAnswerStage<TUserId, TItemId>>> _stages = [];

    /// <summary>How fresh events are weighed.</summary>
    public FreshnessOptions Freshness { get; set; } = new();

    /// <summary>Whether a stage of the fallback ladder was placed by <see cref="UseFallback"/>.</summary>
    internal bool HasFallback { get; private set; }

    /// <summary>Adds a decorator around everything added before it; the first one stands around the model.</summary>
    /// <param name="wrap">Given the inner stage, makes the outer one.</param>
    /// <returns>These options.</returns>
    public RecommenderHostOptions<TUserId, TItemId> Use(Func<IAnswerStage<TUserId, TItemId>, IAnswerStage<TUserId, TItemId>> wrap)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        _stages.Add(wrap);
        return this;
    }

    /// <summary>
    /// Places the fallback ladder. Without this call it stands directly around the model: an answer is never empty while
    /// the model has popular items.
    /// </summary>
    /// <returns>These options.</returns>
    public RecommenderHostOptions<TUserId, TItemId> UseFallback()
    {
        HasFallback = true;
        return Use(static inner => new FallbackStage<TUserId, TItemId>(inner));
    }

    /// <summary>The stages, innermost first, as one.</summary>
    internal IAnswerStage<TUserId, TItemId> BuildStage()
    {
        IAnswerStage<TUserId, TItemId> stage = new ModelStage<TUserId, TItemId>();
        if (!HasFallback)
        {
            stage = new FallbackStage<TUserId, TItemId>(stage);
        }

        foreach (Func<IAnswerStage<TUserId, TItemId>, IAnswerStage<TUserId, TItemId>> wrap in _stages)
        {
            stage = wrap(stage) ?? throw new InvalidOperationException("A decorator of answers returned null; a stage was expected.");
        }

        return stage;
    }
}
