using System.Diagnostics.CodeAnalysis;

namespace MovieRec;

/// <summary>Checks at the public edge of models; messages name the value and the allowed range.</summary>
internal static class QueryGuard
{
    public static void Check(in RecommendationQuery query, int userCount, int itemCount)
    {
        if (query.HasUser)
        {
            CheckUser(query.UserIndex, userCount);
        }

        CheckItems(query.History, itemCount);
        foreach (float weight in query.Weights)
        {
            if (!(weight > 0) || !float.IsFinite(weight))
            {
                throw new ArgumentOutOfRangeException(nameof(query), weight, "A history weight must be a finite number above 0.");
            }
        }
    }

    public static void CheckUser(int userIndex, int userCount)
    {
        if ((uint)userIndex >= (uint)userCount)
        {
            Throw(nameof(userIndex), userIndex, userCount, "user");
        }
    }

    public static void CheckItem(int itemIndex, int itemCount)
    {
        if ((uint)itemIndex >= (uint)itemCount)
        {
            Throw(nameof(itemIndex), itemIndex, itemCount, "item");
        }
    }

    public static void CheckItems(ReadOnlySpan<int> itemIndices, int itemCount)
    {
        foreach (int item in itemIndices)
        {
            CheckItem(item, itemCount);
        }
    }

    public static void CheckDestination(int length, long needed, string name)
    {
        if (length < needed)
        {
            throw new ArgumentException($"The destination holds {length} elements; {needed} are needed.", name);
        }
    }

    [DoesNotReturn]
    private static void Throw(string name, int value, int count, string what) =>
        throw new ArgumentOutOfRangeException(
            name, value, count == 0 ? $"The model has no {what}s." : $"The model knows {what} indices 0 … {count - 1}.");
}
