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

    /// <summary>Put around every recommender before it is published, such as filters and re-rankers; null for nothing.</summary>
    public Func<Recommender<TUserId, TItemId>, Recommender<TUserId, TItemId>>? Prepare { get; set; }

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

    /// <summary>Adds a re-ranker, such as one for diversity, around everything added before.</summary>
    /// <param name="factory">Makes the re-ranker of a generation; called once for each.</param>
    /// <param name="candidatesPerItem">Candidates for each wanted item (at least 50 in all), 1 … 100.</param>
    /// <returns>These options.</returns>
    public RecommenderHostOptions<TUserId, TItemId> UseDiversity(Func<Recommender<TUserId, TItemId>, IReranker> factory, int candidatesPerItem = 4)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (candidatesPerItem is < 1 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(candidatesPerItem), candidatesPerItem, "candidatesPerItem must be in 1 … 100.");
        }

        return Use(inner => new DiversityStage<TUserId, TItemId>(inner, factory, candidatesPerItem));
    }

    /// <summary>Keeps answers for a while, around everything added before.</summary>
    /// <param name="options">How long and how many; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <returns>These options.</returns>
    public RecommenderHostOptions<TUserId, TItemId> UseCaching(CachingOptions? options = null, TimeProvider? timeProvider = null)
    {
        CachingOptions caching = options ?? new CachingOptions();
        return Use(inner => new CachingStage<TUserId, TItemId>(inner, caching, timeProvider ?? TimeProvider.System));
    }

    /// <summary>Measures answers, around everything added before.</summary>
    /// <param name="telemetry">The instruments.</param>
    /// <returns>These options.</returns>
    public RecommenderHostOptions<TUserId, TItemId> UseTelemetry(ServingTelemetry telemetry)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        Telemetry = telemetry;
        return Use(inner => new TelemetryStage<TUserId, TItemId>(inner, telemetry));
    }

    internal ServingTelemetry? Telemetry { get; private set; }

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
