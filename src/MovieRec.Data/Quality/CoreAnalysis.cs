namespace MovieRec.Data;

/// <summary>
/// k-cores by repeated counting: drop users and items below the minimum, count again, until nothing changes. Cores are
/// nested, so each minimum starts from what the one before it left.
/// </summary>
internal static class CoreAnalysis
{
    public static IReadOnlyList<CutoffEffect> Run(InteractionLog log, IReadOnlyList<int> minima, CancellationToken cancellationToken)
    {
        int[] perUser = Counts.Of(log.Users, log.UserCount);
        int[] perItem = Counts.Of(log.Items, log.ItemCount);
        List<CutoffEffect> effects = [];
        foreach (int minimum in minima)
        {
            while (Drop(perUser, minimum) | Drop(perItem, minimum))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Recount(log, perUser, perItem);
            }

            int users = perUser.Count(static c => c > 0);
            int items = perItem.Count(static c => c > 0);
            int rows = perUser.Sum();
            effects.Add(new CutoffEffect(
                minimum, users, items, rows, Counts.Share(rows, log.Count), Counts.Share(rows, (double)users * items)));
        }

        return effects;
    }

    /// <summary>Sets counts below the minimum to 0, which means dropped; says whether one was above 0 before.</summary>
    private static bool Drop(int[] counts, int minimum)
    {
        bool dropped = false;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0 && counts[i] < minimum)
            {
                counts[i] = 0;
                dropped = true;
            }
        }

        return dropped;
    }

    private static void Recount(InteractionLog log, int[] perUser, int[] perItem)
    {
        int[] users = new int[perUser.Length];
        int[] items = new int[perItem.Length];
        ReadOnlySpan<int> userColumn = log.Users;
        ReadOnlySpan<int> itemColumn = log.Items;
        for (int row = 0; row < userColumn.Length; row++)
        {
            if (perUser[userColumn[row]] > 0 && perItem[itemColumn[row]] > 0)
            {
                users[userColumn[row]]++;
                items[itemColumn[row]]++;
            }
        }

        users.CopyTo(perUser, 0);
        items.CopyTo(perItem, 0);
    }
}
