using System.Buffers;

namespace MovieRec.Serving;

/// <summary>
/// The lower rungs: items like the one liked last, popular items that fit the filter, and popular items at all. Each is tried
/// only when the one above has nothing.
/// </summary>
internal sealed class FallbackStage<TUserId, TItemId>(IAnswerStage<TUserId, TItemId> inner) : IAnswerStage<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    public int Answer(scoped in AnswerRequest<TUserId, TItemId> request, Span<ScoredItem> destination, out RecommendationRung rung)
    {
        int count = inner.Answer(request, destination, out rung);
        if (count > 0 || destination.IsEmpty)
        {
            return count;
        }

        count = request.Policy == AnswerPolicy.Popularity ? 0 : Similar(request, destination);
        rung = RecommendationRung.SimilarItems;
        if (count == 0)
        {
            count = Exclusions.Recommend(request.Generation.Popular, request.Query, request.Excluded, destination);
            rung = RecommendationRung.Popular;
        }

        if (count == 0 && request.Query.Eligible is not null)
        {
            RecommendationQuery unfiltered = request.Query with { Eligible = null };
            count = Exclusions.Recommend(request.Generation.Popular, unfiltered, request.Excluded, destination);
            rung = RecommendationRung.PopularUnfiltered;
        }

        rung = count == 0 ? RecommendationRung.None : rung;
        return count;
    }

    /// <summary>The façade's similar items, without those the person has met.</summary>
    private static int Similar(scoped in AnswerRequest<TUserId, TItemId> request, Span<ScoredItem> destination)
    {
        Recommender<TUserId, TItemId> recommender = request.Generation.Recommender;
        int last = request.LastLikedIndex >= 0 ? request.LastLikedIndex : LastStored(recommender.Histories.Liked, request.UserIndex);
        if (last < 0)
        {
            return 0;
        }

        ReadOnlySpan<int> history = request.Query.History;
        ReadOnlySpan<int> seen = request.UserIndex >= 0 ? recommender.Histories.Seen.GetUserItems(request.UserIndex) : default;
        int wanted = Math.Min(destination.Length + history.Length + seen.Length + request.Excluded.Length, Math.Max(recommender.Items.Count, 1));
        Recommendation<TItemId>[] rented = ArrayPool<Recommendation<TItemId>>.Shared.Rent(wanted);
        try
        {
            int found = recommender.SimilarTo(recommender.Items[last], rented.AsSpan(0, wanted), request.Options);
            int count = 0;
            for (int i = 0; i < found && count < destination.Length; i++)
            {
                recommender.Items.TryGetIndex(rented[i].ItemId, out int index);
                bool met = !request.Query.AllowHistoryItems
                    && (history.Contains(index) || seen.BinarySearch(index) >= 0 || request.Excluded.BinarySearch(index) >= 0);
                if (!met)
                {
                    destination[count++] = new ScoredItem(index, rented[i].Score);
                }
            }

            return count;
        }
        finally
        {
            ArrayPool<Recommendation<TItemId>>.Shared.Return(rented, clearArray: true);
        }
    }

    private static int LastStored(InteractionMatrix liked, int userIndex)
    {
        if (userIndex < 0 || !liked.HasTimestamps)
        {
            return -1;
        }

        ReadOnlySpan<int> items = liked.GetUserItems(userIndex);
        ReadOnlySpan<long> times = liked.GetUserTimestamps(userIndex);
        int last = -1;
        for (int i = 0; i < items.Length; i++)
        {
            last = last < 0 || times[i] > times[last] ? i : last;
        }

        return last < 0 ? -1 : items[last];
    }
}
