namespace MovieRec.Eval;

/// <summary>
/// Removes users and items with few liked rows, again and again until every one that is left has enough: the k-core of Batagelj
/// and Zaveršnik (2003), with one k for users and one for items. Index spaces stay; who is removed has no row left.
/// </summary>
/// <remarks>It selects on the whole data, held-out rows included: figures on a filtered data set speak of active users and popular items only.</remarks>
public sealed record KCoreFilter
{
    /// <summary>Liked rows a user needs, ≥ 0. Default 0: nobody is removed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MinUserCount
    {
        get;
        init => field = Check(value, nameof(MinUserCount));
    }

    /// <summary>Liked rows an item needs, ≥ 0. Default 0: nothing is removed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MinItemCount
    {
        get;
        init => field = Check(value, nameof(MinItemCount));
    }

    /// <summary>Filters a log.</summary>
    /// <param name="log">The rows.</param>
    /// <param name="options">What counts as liked; null for the defaults.</param>
    public KCoreResult Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new InteractionOptions();
        bool[] kept = new bool[log.Count];
        Array.Fill(kept, true);
        bool[] goneUsers = new bool[log.UserCount];
        bool[] goneItems = new bool[log.ItemCount];
        int rounds = 0;
        while (Remove(log, options, kept, log.Users, goneUsers, MinUserCount) | Remove(log, options, kept, log.Items, goneItems, MinItemCount))
        {
            rounds++;
        }

        InteractionLog left = SplitRows.Select(log, kept);
        return new KCoreResult
        {
            Log = left,
            Rounds = rounds,
            RemovedRows = log.Count - left.Count,
            RemovedUsers = goneUsers.Count(static g => g),
            RemovedItems = goneItems.Count(static g => g),
        };
    }

    /// <summary>One pass over one side; whether anything was removed.</summary>
    private static bool Remove(InteractionLog log, InteractionOptions options, bool[] kept, ReadOnlySpan<int> owners, bool[] gone, int minimum)
    {
        int[] liked = new int[gone.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            if (kept[i])
            {
                liked[owners[i]] += SplitRows.IsLiked(log, i, options) ? 1 : 0;
            }
        }

        bool any = false;
        for (int i = 0; i < kept.Length; i++)
        {
            int owner = owners[i];
            if (kept[i] && liked[owner] < minimum)
            {
                kept[i] = false;
                gone[owner] = true;
                any = true;
            }
        }

        return any;
    }

    private static int Check(int value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must not be negative.");
}
