namespace MovieRec.Eval;

/// <summary>Looks for rows by which a model would see what it is tested on; the first one found is named.</summary>
internal static class LeakageCheck
{
    public static void Run(SplitDefinition split, InteractionMatrix train, InteractionMatrix heldOut, InteractionMatrix? foldIn)
    {
        CheckPairs(train, heldOut, "training");
        if (foldIn is not null)
        {
            CheckPairs(foldIn, heldOut, "fold-in");
            CheckDisjointUsers(train, heldOut, foldIn);
        }

        if (split.Cut is { } cut)
        {
            CheckCut(split.Train, cut, before: true);
            CheckCut(split.Test, cut, before: false);
        }

        if (split.OrderedWithinUser)
        {
            CheckOrder(split.Train, split.Test);
        }
    }

    private static void CheckPairs(InteractionMatrix known, InteractionMatrix heldOut, string name)
    {
        for (int u = 0; u < heldOut.UserCount; u++)
        {
            ReadOnlySpan<int> items = known.GetUserItems(u);
            foreach (int item in heldOut.GetUserItems(u))
            {
                if (items.BinarySearch(item) >= 0)
                {
                    throw new LeakageException($"The split leaks: user index {u} and item index {item} are a {name} row and a held-out row.", u, item);
                }
            }
        }
    }

    private static void CheckDisjointUsers(InteractionMatrix train, InteractionMatrix heldOut, InteractionMatrix foldIn)
    {
        for (int u = 0; u < train.UserCount; u++)
        {
            if (train.GetUserItems(u).Length > 0 && (heldOut.GetUserItems(u).Length > 0 || foldIn.GetUserItems(u).Length > 0))
            {
                throw new LeakageException(
                    $"The split leaks: user index {u} is trained on, but strong generalisation evaluates users who are not.", u, -1);
            }
        }
    }

    private static void CheckCut(InteractionLog log, long cut, bool before)
    {
        for (int i = 0; i < log.Count; i++)
        {
            if (log.Timestamps[i] < cut != before)
            {
                throw new LeakageException(
                    before
                        ? $"The split leaks: a training row (user index {log.Users[i]}, item index {log.Items[i]}) has time {log.Timestamps[i]}, which is not before the cut {cut}."
                        : $"The split leaks: a held-out row (user index {log.Users[i]}, item index {log.Items[i]}) has time {log.Timestamps[i]}, which is before the cut {cut}.",
                    log.Users[i],
                    log.Items[i]);
            }
        }
    }

    private static void CheckOrder(InteractionLog train, InteractionLog test)
    {
        long[] first = new long[test.UserCount];
        first.AsSpan().Fill(long.MaxValue);
        for (int i = 0; i < test.Count; i++)
        {
            first[test.Users[i]] = Math.Min(first[test.Users[i]], test.Timestamps[i]);
        }

        for (int i = 0; i < train.Count; i++)
        {
            if (train.Timestamps[i] > first[train.Users[i]])
            {
                throw new LeakageException(
                    $"The split leaks: a training row (user index {train.Users[i]}, item index {train.Items[i]}) has time {train.Timestamps[i]}, after the user's first held-out row at {first[train.Users[i]]}.",
                    train.Users[i],
                    train.Items[i]);
            }
        }
    }
}
