namespace MovieRec.Eval;

/// <summary>
/// A feedback log with outcomes joined to impressions: what all estimators read. An impression counts once, however often it
/// was seen, and each kind of outcome at most once for it. Immutable; the order of the events does not matter.
/// </summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class ImpressionLog<TItemId>
    where TItemId : notnull
{
    private readonly LoggedImpression<TItemId>[] _impressions;

    internal ImpressionLog(LoggedImpression<TItemId>[] impressions, int userCount, ImpressionLogCounts counts)
    {
        _impressions = impressions;
        UserCount = userCount;
        Counts = counts;
    }

    /// <summary>The impressions, by user, candidate set and position.</summary>
    public IReadOnlyList<LoggedImpression<TItemId>> Impressions => _impressions;

    /// <summary>Users with at least one impression.</summary>
    public int UserCount { get; }

    /// <summary>What became of the events; those of the whole log, also in a part of it.</summary>
    public ImpressionLogCounts Counts { get; }

    /// <summary>The impressions of one variant. Users keep their indices.</summary>
    /// <param name="variant">Name of the variant; ordinal.</param>
    /// <returns>A log without impressions when the variant does not occur.</returns>
    public ImpressionLog<TItemId> ForVariant(string variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return new ImpressionLog<TItemId>([.. _impressions.Where(i => i.Impression.Variant == variant)], UserCount, Counts);
    }
}
