namespace MovieRec.Eval;

/// <summary>
/// Strong generalisation (Marlin 2004; the protocol of Liang et al. 2018): training, validation and test users are
/// disjoint. Of a held-out user's liked items a share is hidden; the rest is the fold-in history. Only liked rows are used,
/// users with fewer than <see cref="MinimumPositives"/> of them are left out. The same seed gives the same users for both
/// parts. Items that no training user has stay among the hidden ones: they count as misses (convention <c>known</c> drops them).
/// </summary>
public sealed record StrongGeneralizationSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "strong";

    /// <summary>Which users to evaluate. Default: test.</summary>
    public StrongPart Part { get; init; }

    /// <summary>Share of the users held out for validation, in (0, 1); at least one user. Default 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double ValidationUsers
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(ValidationUsers));
    } = 0.1;

    /// <summary>Share of the users held out for the test, in (0, 1); at least one user. Default 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double TestUsers
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(TestUsers));
    } = 0.1;

    /// <summary>Share of a held-out user's liked items that is hidden, in (0, 1); rounded down, at least one. Default 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double HiddenShare
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(HiddenShare));
    } = 0.2;

    /// <summary>Liked rows a user needs to take part, ≥ 2. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int MinimumPositives
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumPositives must be at least 2.");
    } = 5;

    /// <summary>Seed. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new InteractionOptions();
        int[][] liked = LikedRows(log, options);
        int[] users = [.. Enumerable.Range(0, log.UserCount).Where(u => liked[u].Length >= MinimumPositives)];
        int validation = Math.Max(1, (int)(ValidationUsers * users.Length));
        int test = Math.Max(1, (int)(TestUsers * users.Length));
        if (users.Length - validation - test < 1)
        {
            throw new ArgumentException(
                $"The split '{Name}' needs training, validation and test users, but only {users.Length} users have at least {MinimumPositives} liked rows.",
                nameof(log));
        }

        ulong[] keys = [.. users.Select(u => SplitRows.Hash(Seed, (ulong)u))];
        Array.Sort(keys, users);
        ReadOnlySpan<int> trainUsers = users.AsSpan(0, users.Length - validation - test);
        ReadOnlySpan<int> evaluated = Part == StrongPart.Test ? users.AsSpan(users.Length - test) : users.AsSpan(trainUsers.Length, validation);
        bool[] train = new bool[log.Count];
        bool[] foldIn = new bool[log.Count];
        bool[] hidden = new bool[log.Count];
        foreach (int user in trainUsers)
        {
            Mark(train, liked[user]);
        }

        foreach (int user in evaluated)
        {
            int[] rows = liked[user];
            ulong[] order = [.. rows.Select(r => SplitRows.Hash(~Seed, ((ulong)user << 32) | (uint)log.Items[r]))];
            Array.Sort(order, rows);
            int count = Math.Max(1, (int)(HiddenShare * rows.Length));
            Mark(hidden, rows.AsSpan(0, count));
            Mark(foldIn, rows.AsSpan(count));
        }

        return Split.Create(new SplitDefinition
        {
            Name = Name,
            Train = SplitRows.Select(log, train),
            FoldIn = SplitRows.Select(log, foldIn),
            Test = SplitRows.Select(log, hidden),
            Options = options,
            Parameters =
            [
                new SplitParameter("part", Part == StrongPart.Test ? "test" : "validation"),
                SplitRows.Parameter("validationUsers", validation),
                SplitRows.Parameter("testUsers", test),
                SplitRows.Parameter("hiddenShare", HiddenShare),
                SplitRows.Parameter("minimumPositives", MinimumPositives),
                SplitRows.Parameter("seed", Seed),
            ],
        });
    }

    private static int[][] LikedRows(InteractionLog log, InteractionOptions options)
    {
        int[] starts = SplitRows.UserStarts(log);
        int[][] liked = new int[log.UserCount][];
        for (int u = 0; u < liked.Length; u++)
        {
            liked[u] = [.. Enumerable.Range(starts[u], starts[u + 1] - starts[u]).Where(row => SplitRows.IsLiked(log, row, options))];
        }

        return liked;
    }

    private static void Mark(bool[] flags, ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            flags[row] = true;
        }
    }
}
