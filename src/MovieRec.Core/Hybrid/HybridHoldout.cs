using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// A part of the training data set aside to learn the blend from: the last fifth of every user's likes (by time, then item;
/// without times a random fifth) and, where asked for, a fifth of the movies with five likes, with all their rows.
/// </summary>
internal sealed class HybridHoldout
{
    private const int LeastLikes = 5;

    private HybridHoldout(UserHistories train, InteractionMatrix relevant, InteractionMatrix coldRelevant, ItemMask coldItems)
    {
        Train = train;
        Relevant = relevant;
        ColdRelevant = coldRelevant;
        ColdItems = coldItems;
    }

    /// <summary>What is left to train on.</summary>
    public UserHistories Train { get; }

    /// <summary>The last likes of users with at least five.</summary>
    public InteractionMatrix Relevant { get; }

    /// <summary>All likes on movies taken out; empty when none were.</summary>
    public InteractionMatrix ColdRelevant { get; }

    /// <summary>Movies taken out.</summary>
    public ItemMask ColdItems { get; }

    /// <param name="data">The training data.</param>
    /// <param name="seed">Seed of the movies, and of the likes where there are no times.</param>
    /// <param name="takeItems">Whether movies are taken out.</param>
    public static HybridHoldout Create(UserHistories data, int seed, bool takeItems)
    {
        InteractionMatrix liked = data.Liked;
        bool[] cold = new bool[data.ItemCount];
        for (int i = 0; takeItems && i < cold.Length; i++)
        {
            cold[i] = liked.GetItemCount(i) >= LeastLikes && SeededRandom.Hash((ulong)seed, (ulong)i) % 5 == 0;
        }

        bool[] late = new bool[liked.Count];
        long[] cut = new long[data.UserCount];
        Array.Fill(cut, long.MaxValue);
        for (int u = 0; u < data.UserCount; u++)
        {
            MarkLast(liked, u, seed, late, cut);
        }

        InteractionMatrix train = Select(liked, (_, e, item) => !late[e] && !cold[item]);
        InteractionMatrix seen = ReferenceEquals(data.Liked, data.Seen) ? train : SeenBefore(data, late, cut, cold);
        return new HybridHoldout(
            new UserHistories(train, seen),
            Select(liked, (_, e, _) => late[e]),
            Select(liked, (_, _, item) => cold[item]),
            ItemMask.Create(cold.Length, i => cold[i]));
    }

    private static void MarkLast(InteractionMatrix liked, int user, int seed, bool[] late, long[] cut)
    {
        ReadOnlySpan<int> items = liked.GetUserItems(user);
        if (items.Length < LeastLikes)
        {
            return;
        }

        ReadOnlySpan<long> times = liked.GetUserTimestamps(user);
        (long Time, ulong Order, int Position)[] order = new (long, ulong, int)[items.Length];
        for (int n = 0; n < order.Length; n++)
        {
            order[n] = times.IsEmpty
                ? (0, SeededRandom.Hash((ulong)seed + 1, ((ulong)user << 32) | (uint)items[n]), n)
                : (times[n], (ulong)items[n], n);
        }

        Array.Sort(order);
        int start = liked.UserStarts[user];
        for (int n = order.Length - Math.Max(1, order.Length / 5); n < order.Length; n++)
        {
            late[start + order[n].Position] = true;
            cut[user] = times.IsEmpty ? long.MaxValue : Math.Min(cut[user], order[n].Time);
        }
    }

    /// <summary>Seen rows without the held-out likes and without what came after the first of them.</summary>
    private static InteractionMatrix SeenBefore(UserHistories data, bool[] late, long[] cut, bool[] cold)
    {
        InteractionMatrix liked = data.Liked;
        InteractionMatrix seen = data.Seen;
        return Select(seen, (u, e, item) =>
        {
            int position = liked.GetUserItems(u).BinarySearch(item);
            bool held = position >= 0 ? late[liked.UserStarts[u] + position] : seen.HasTimestamps && seen.Timestamps[e] >= cut[u];
            return !held && !cold[item];
        });
    }

    private static InteractionMatrix Select(InteractionMatrix matrix, Func<int, int, int, bool> keep)
    {
        int[] starts = new int[matrix.UserCount + 1];
        List<int> items = [];
        List<float> weights = [];
        List<long> times = [];
        for (int u = 0; u < matrix.UserCount; u++)
        {
            for (int e = matrix.UserStarts[u]; e < matrix.UserStarts[u + 1]; e++)
            {
                if (!keep(u, e, matrix.Items[e]))
                {
                    continue;
                }

                items.Add(matrix.Items[e]);
                if (matrix.HasWeights)
                {
                    weights.Add(matrix.Weights[e]);
                }

                if (matrix.HasTimestamps)
                {
                    times.Add(matrix.Timestamps[e]);
                }
            }

            starts[u + 1] = items.Count;
        }

        return new InteractionMatrix(matrix.UserCount, matrix.ItemCount, starts, [.. items], [.. weights], [.. times]);
    }
}
