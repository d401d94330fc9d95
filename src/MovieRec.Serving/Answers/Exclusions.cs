using System.Buffers;
using System.Diagnostics;

namespace MovieRec.Serving;

/// <summary>Asks for as many items more as there are to drop, and drops them.</summary>
internal static class Exclusions
{
    /// <summary>Asks the model, or what is popular.</summary>
    public static int Recommend<TUserId, TItemId>(
        scoped in AnswerRequest<TUserId, TItemId> request, scoped in RecommendationQuery query, AnswerPolicy policy, Span<ScoredItem> destination)
        where TUserId : notnull
        where TItemId : notnull
    {
        ReadOnlySpan<int> excluded = request.Excluded;
        if (excluded.IsEmpty || query.AllowHistoryItems)
        {
            using Activity? activity = request.Telemetry?.Start("movierec.retrieve");
            return Ask(request, query, policy, destination);
        }

        int wanted = Math.Min(destination.Length + excluded.Length, Math.Max(request.Generation.Recommender.Items.Count, destination.Length));
        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(wanted);
        try
        {
            int found;
            using (request.Telemetry?.Start("movierec.retrieve"))
            {
                found = Ask(request, query, policy, rented.AsSpan(0, wanted));
            }

            using Activity? filter = request.Telemetry?.Start("movierec.filter");
            return Keep(rented.AsSpan(0, found), excluded, destination);
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }

    private static int Ask<TUserId, TItemId>(
        scoped in AnswerRequest<TUserId, TItemId> request, scoped in RecommendationQuery query, AnswerPolicy policy, Span<ScoredItem> destination)
        where TUserId : notnull
        where TItemId : notnull
    {
        Generation<TUserId, TItemId> generation = request.Generation;
        return policy == AnswerPolicy.Model ? generation.Recommender.AskModel(query, destination, request.Options)
            : generation.Recommender.Fallback is not null ? generation.Recommender.AskFallback(query, destination, request.Options)
            : generation.Popular.Recommend(query, destination);
    }

    /// <summary>Copies what is not excluded. <paramref name="excluded"/> ascends.</summary>
    private static int Keep(ReadOnlySpan<ScoredItem> found, ReadOnlySpan<int> excluded, Span<ScoredItem> destination)
    {
        int count = 0;
        for (int i = 0; i < found.Length && count < destination.Length; i++)
        {
            if (excluded.BinarySearch(found[i].ItemIndex) < 0)
            {
                destination[count++] = found[i];
            }
        }

        return count;
    }
}
