using System.Buffers;

namespace MovieRec.Serving;

/// <summary>Asks for as many items more as there are to drop, and drops them.</summary>
internal static class Exclusions
{
    public static int Recommend(IRecommender model, scoped in RecommendationQuery query, scoped ReadOnlySpan<int> excluded, Span<ScoredItem> destination)
    {
        if (excluded.IsEmpty || query.AllowHistoryItems)
        {
            return model.Recommend(query, destination);
        }

        int wanted = Math.Min(destination.Length + excluded.Length, Math.Max(model.Info.ItemCount, destination.Length));
        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(wanted);
        try
        {
            int found = model.Recommend(query, rented.AsSpan(0, wanted));
            return Keep(rented.AsSpan(0, found), excluded, destination);
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }

    /// <summary>Copies what is not excluded. <paramref name="excluded"/> ascends.</summary>
    public static int Keep(ReadOnlySpan<ScoredItem> found, ReadOnlySpan<int> excluded, Span<ScoredItem> destination)
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
