namespace MovieRec.Serving;

/// <summary>A request inside the host: ids are indices already, fresh events are weighed, the generation is leased.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public readonly ref struct AnswerRequest<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    internal AnswerRequest(
        Generation<TUserId, TItemId> generation,
        RecommendationQuery query,
        RecommendOptions options,
        int userIndex,
        int lastLikedIndex,
        ReadOnlySpan<int> excluded,
        bool isFresh,
        AnswerPolicy policy)
    {
        Generation = generation;
        Query = query;
        Options = options;
        UserIndex = userIndex;
        LastLikedIndex = lastLikedIndex;
        Excluded = excluded;
        IsFresh = isFresh;
        Policy = policy;
    }

    /// <summary>The leased generation. It must not be kept beyond the call.</summary>
    public Generation<TUserId, TItemId> Generation { get; }

    /// <summary>What the model is asked: the user, or a history with weights when there are fresh events.</summary>
    public RecommendationQuery Query { get; }

    /// <summary>Filter and further options of the caller.</summary>
    public RecommendOptions Options { get; }

    /// <summary>The user's index in the generation; −1 when the model does not know the user.</summary>
    public int UserIndex { get; }

    /// <summary>The item liked last; −1 when none is known.</summary>
    public int LastLikedIndex { get; }

    /// <summary>Items that must not be returned beside those the query excludes: refused ones, and seen ones of a folded-in user.</summary>
    public ReadOnlySpan<int> Excluded { get; }

    /// <summary>Whether fresh events changed the query, so that an answer is a fold-in and differs from the stored user's.</summary>
    public bool IsFresh { get; }

    /// <summary>Whether the model answers, or popularity alone.</summary>
    public AnswerPolicy Policy { get; }
}
