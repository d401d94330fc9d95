using System.Buffers;

namespace MovieRec.Serving;

/// <summary>
/// A request's ids as indices and its events as weights, in rented arrays. A user with fresh likes is asked for as a history:
/// stored likes and events together. Of several events about an item the last one decides.
/// </summary>
internal readonly ref struct PreparedHistory
{
    private readonly int[]? _items;
    private readonly float[]? _weights;
    private readonly int[]? _excluded;
    private readonly int _excludedCount;

    private PreparedHistory(RecommendationQuery query, int userIndex)
    {
        Query = query;
        UserIndex = userIndex;
        LastLikedIndex = -1;
    }

    private PreparedHistory(
        RecommendationQuery query, int userIndex, int lastLikedIndex, bool isFresh, int[] items, float[] weights, int[] excluded, int excludedCount)
    {
        Query = query;
        UserIndex = userIndex;
        LastLikedIndex = lastLikedIndex;
        IsFresh = isFresh;
        _items = items;
        _weights = weights;
        _excluded = excluded;
        _excludedCount = excludedCount;
    }

    public RecommendationQuery Query { get; }

    public int UserIndex { get; }

    public int LastLikedIndex { get; }

    public bool IsFresh { get; }

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<int> Excluded => _excluded.AsSpan(0, _excludedCount);

    public static PreparedHistory Rent<TUserId, TItemId>(
        Generation<TUserId, TItemId> generation,
        scoped in RecommendationRequest<TUserId, TItemId> request,
        FreshnessOptions freshness,
        DateTimeOffset now)
        where TUserId : notnull
        where TItemId : notnull
    {
        Recommender<TUserId, TItemId> recommender = generation.Recommender;
        request.TryGetIndex(recommender.Users, out int userIndex);
        ReadOnlySpan<RecentEvent<TItemId>> events = request.Recent;
        if (events.IsEmpty)
        {
            return new PreparedHistory(userIndex >= 0 ? RecommendationQuery.ForUser(userIndex) : default, userIndex);
        }

        events = events[Math.Max(0, events.Length - freshness.MaxEvents)..];
        ReadOnlySpan<int> liked = userIndex >= 0 ? recommender.Histories.Liked.GetUserItems(userIndex) : default;
        ReadOnlySpan<float> likedWeights = userIndex >= 0 ? recommender.Histories.Liked.GetUserWeights(userIndex) : default;
        ReadOnlySpan<int> seen = userIndex >= 0 ? recommender.Histories.Seen.GetUserItems(userIndex) : default;
        int[] items = ArrayPool<int>.Shared.Rent(liked.Length + events.Length);
        float[] weights = ArrayPool<float>.Shared.Rent(liked.Length + events.Length);
        int[] excluded = ArrayPool<int>.Shared.Rent(seen.Length + events.Length);
        int count = 0;
        int excludedCount = 0;
        int last = -1;

        // Newest first, so that the first mention of an item is its last word.
        for (int i = events.Length - 1; i >= 0; i--)
        {
            if (events[i].Kind == FeedbackKind.Impression
                || !recommender.Items.TryGetIndex(events[i].ItemId, out int index)
                || items.AsSpan(0, count).Contains(index)
                || excluded.AsSpan(0, excludedCount).Contains(index))
            {
                continue;
            }

            if (events[i].Kind == FeedbackKind.NotInterested)
            {
                excluded[excludedCount++] = index;
            }
            else if (events[i].Kind == FeedbackKind.Save || (freshness.ClickWeight > 0 && liked.BinarySearch(index) < 0))
            {
                items[count] = index;
                weights[count++] = freshness.Weight(events[i].Kind, now - events[i].Time);
                last = last < 0 ? index : last;
            }
        }

        bool isFresh = count > 0 || (excludedCount > 0 && AnyIn(excluded.AsSpan(0, excludedCount), liked));
        if (!isFresh)
        {
            // Refused items only: the stored vector answers, and the query leaves them out.
            excluded.AsSpan(0, excludedCount).CopyTo(items);
            RecommendationQuery stored = userIndex >= 0 ? RecommendationQuery.ForUser(userIndex, items.AsSpan(0, excludedCount)) : default;
            excluded.AsSpan(0, excludedCount).Sort();
            return new PreparedHistory(stored, userIndex, -1, false, items, weights, excluded, excludedCount);
        }

        int fresh = count;
        int refused = excludedCount;
        for (int i = 0; i < liked.Length; i++)
        {
            if (!items.AsSpan(0, fresh).Contains(liked[i]) && !excluded.AsSpan(0, refused).Contains(liked[i]))
            {
                items[count] = liked[i];
                weights[count++] = likedWeights.IsEmpty ? 1 : likedWeights[i];
            }
        }

        foreach (int item in seen)
        {
            if (liked.BinarySearch(item) < 0 && !items.AsSpan(0, fresh).Contains(item) && !excluded.AsSpan(0, refused).Contains(item))
            {
                excluded[excludedCount++] = item;
            }
        }

        excluded.AsSpan(0, excludedCount).Sort();
        RecommendationQuery query = RecommendationQuery.ForHistory(items.AsSpan(0, count), weights.AsSpan(0, count));
        return new PreparedHistory(query, userIndex, last, true, items, weights, excluded, excludedCount);
    }

    public void Dispose()
    {
        if (_items is not null)
        {
            ArrayPool<int>.Shared.Return(_items);
            ArrayPool<float>.Shared.Return(_weights!);
            ArrayPool<int>.Shared.Return(_excluded!);
        }
    }

    private static bool AnyIn(ReadOnlySpan<int> items, ReadOnlySpan<int> ascending)
    {
        foreach (int item in items)
        {
            if (ascending.BinarySearch(item) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
