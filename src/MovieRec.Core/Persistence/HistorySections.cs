namespace MovieRec;

/// <summary>
/// Liked and seen interactions: <c>liked.starts</c>, <c>liked.items</c>, and <c>liked.weights</c>, <c>liked.timestamps</c>
/// when there are any; the same under <c>seen.</c> unless both are one matrix.
/// </summary>
internal static class HistorySections
{
    public static HistoryKind KindOf(UserHistories histories) =>
        ReferenceEquals(histories.Liked, histories.Seen) ? HistoryKind.Shared : HistoryKind.Separate;

    public static void Add(ModelSectionWriter sections, UserHistories histories, HistoryKind kind)
    {
        if (kind == HistoryKind.None)
        {
            return;
        }

        AddMatrix(sections, "liked", histories.Liked);
        if (kind == HistoryKind.Separate)
        {
            int bad = FirstUserWithUnseenLike(histories.Liked, histories.Seen);
            if (bad >= 0)
            {
                throw new ArgumentException($"User {bad} likes an item that is not among the seen ones; Seen must contain Liked.", nameof(histories));
            }

            AddMatrix(sections, "seen", histories.Seen);
        }
    }

    public static UserHistories Read(ModelSectionReader sections, HistoryKind kind, int userCount, int itemCount)
    {
        if (kind == HistoryKind.None)
        {
            return UserHistories.Empty(userCount, itemCount);
        }

        InteractionMatrix liked = ReadMatrix(sections, "liked", userCount, itemCount);
        if (kind == HistoryKind.Shared)
        {
            return new UserHistories(liked, liked);
        }

        InteractionMatrix seen = ReadMatrix(sections, "seen", userCount, itemCount);
        int bad = FirstUserWithUnseenLike(liked, seen);
        return bad < 0
            ? new UserHistories(liked, seen)
            : throw sections.Error("seen.items", $"user {bad} likes an item that is not among the seen ones.");
    }

    private static void AddMatrix(ModelSectionWriter sections, string name, InteractionMatrix matrix)
    {
        sections.Add(name + ".starts", w => w.Write(matrix.UserStarts));
        sections.Add(name + ".items", w => w.Write(matrix.Items));
        if (matrix.HasWeights)
        {
            sections.Add(name + ".weights", w => w.Write(matrix.Weights));
        }

        if (matrix.HasTimestamps)
        {
            sections.Add(name + ".timestamps", w => w.Write(matrix.Timestamps));
        }
    }

    private static InteractionMatrix ReadMatrix(ModelSectionReader sections, string name, int userCount, int itemCount)
    {
        int[] items = sections.ReadInt32Array(name + ".items");
        int[] starts = SparseRows.ReadStarts(sections, name + ".starts", userCount, items.Length);
        SparseRows.CheckRange(sections, name + ".items", items, itemCount, "item");
        SparseRows.CheckAscending(sections, name + ".items", starts, items);
        float[] weights = [];
        if (sections.Contains(name + ".weights"))
        {
            weights = sections.ReadSingleArray(name + ".weights", items.Length);
            for (int i = 0; i < weights.Length; i++)
            {
                if (!(weights[i] > 0))
                {
                    throw sections.Error(name + ".weights", $"weight {i} is {weights[i]}; expected a finite number above 0.", (long)i * sizeof(float));
                }
            }
        }

        long[] timestamps = [];
        if (sections.Contains(name + ".timestamps"))
        {
            timestamps = sections.ReadInt64Array(name + ".timestamps", items.Length);
            for (int i = 0; i < timestamps.Length; i++)
            {
                if (timestamps[i] < 0)
                {
                    throw sections.Error(name + ".timestamps", $"timestamp {i} is {timestamps[i]}; expected Unix seconds ≥ 0.", (long)i * sizeof(long));
                }
            }
        }

        return new InteractionMatrix(userCount, itemCount, starts, items, weights, timestamps);
    }

    private static int FirstUserWithUnseenLike(InteractionMatrix liked, InteractionMatrix seen)
    {
        for (int user = 0; user < liked.UserCount; user++)
        {
            ReadOnlySpan<int> likes = liked.GetUserItems(user);
            ReadOnlySpan<int> all = seen.GetUserItems(user);
            int j = 0;
            foreach (int item in likes)
            {
                while (j < all.Length && all[j] < item)
                {
                    j++;
                }

                if (j == all.Length || all[j] != item)
                {
                    return user;
                }
            }
        }

        return -1;
    }
}
