namespace MovieRec.Eval;

/// <summary>
/// The split of "Variational autoencoders for collaborative filtering" (Liang et al., WWW 2018) as its published notebook makes it
/// (dawenl/vae_cf, VAE_ML20M_WWW2018.ipynb): liked rows only, users with at least five of them, a permutation of the users in
/// ascending order of id by NumPy's <c>RandomState(98765)</c>, the last users for the test and those before them for validation;
/// items that no training user likes are left out; of each held-out user with five items left, in ascending order of id, a
/// fifth (rounded down) is hidden by <c>choice</c> of the same generator, seeded again for each part.
/// </summary>
/// <remarks>
/// It is the published split, row for row, when the data is MovieLens-20M read with numeric ids: there liked rows (rating ≥ 4, in
/// half stars the same as &gt; 3.5) of 136,677 users are left, and the file holds the rows of a user in ascending order of movie,
/// which is the order taken here.
/// </remarks>
public sealed record MultVaeSplitter : ISplitter
{
    /// <inheritdoc/>
    public string Name => "mult-vae";

    /// <summary>Which users to evaluate. Default: test.</summary>
    public StrongPart Part { get; init; }

    /// <summary>Users held out for validation and for the test, each, ≥ 1. Default 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int HeldOutUsers
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HeldOutUsers must be at least 1.");
    } = 10_000;

    /// <summary>Liked rows a user needs to take part, and items left to have some hidden, ≥ 1. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MinimumPositives
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumPositives must be at least 1.");
    } = 5;

    /// <summary>Share of a held-out user's items that is hidden, in (0, 1), rounded down. Default 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double HiddenShare
    {
        get;
        init => field = SplitRows.CheckShare(value, nameof(HiddenShare));
    } = 0.2;

    /// <summary>Seed of both generators. Default 98765.</summary>
    public uint Seed { get; init; } = 98765;

    /// <inheritdoc/>
    public Split Apply(InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        options ??= new InteractionOptions();
        int[][] liked = LikedRows(log, options);
        int[] users = [.. Enumerable.Range(0, log.UserCount).Where(u => liked[u].Length >= MinimumPositives)];
        if (users.Length <= 2L * HeldOutUsers)
        {
            throw new ArgumentException(
                $"The split '{Name}' holds out {HeldOutUsers} users for validation and as many for the test, but only {users.Length} users have at least {MinimumPositives} liked rows.",
                nameof(log));
        }

        int[] shuffled = Array.ConvertAll(new NumPyRandomState(Seed).Permutation(users.Length), place => users[place]);
        int trained = users.Length - (2 * HeldOutUsers);
        bool[] train = new bool[log.Count];
        bool[] known = new bool[log.ItemCount];
        foreach (int user in shuffled.AsSpan(0, trained))
        {
            foreach (int row in liked[user])
            {
                train[row] = true;
                known[log.Items[row]] = true;
            }
        }

        int[] evaluated = shuffled[(Part == StrongPart.Test ? trained + HeldOutUsers : trained)..(Part == StrongPart.Test ? users.Length : trained + HeldOutUsers)];
        Array.Sort(evaluated);
        bool[] foldIn = new bool[log.Count];
        bool[] hidden = new bool[log.Count];
        NumPyRandomState random = new(Seed);
        foreach (int user in evaluated)
        {
            int[] rows = [.. liked[user].Where(r => known[log.Items[r]])];
            foreach (int row in rows)
            {
                foldIn[row] = true;
            }

            // Users with fewer items draw no numbers at all.
            foreach (int place in rows.Length >= MinimumPositives ? random.Choice(rows.Length, (int)(HiddenShare * rows.Length)) : [])
            {
                foldIn[rows[place]] = false;
                hidden[rows[place]] = true;
            }
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
                SplitRows.Parameter("users", users.Length),
                SplitRows.Parameter("heldOutUsers", HeldOutUsers),
                SplitRows.Parameter("hiddenShare", HiddenShare),
                SplitRows.Parameter("minimumPositives", MinimumPositives),
                SplitRows.Parameter("seed", Seed),
            ],
        });
    }

    /// <summary>Liked rows of every user, in ascending order of item.</summary>
    private static int[][] LikedRows(InteractionLog log, InteractionOptions options)
    {
        int[] starts = SplitRows.UserStarts(log);
        int[][] liked = new int[log.UserCount][];
        for (int u = 0; u < liked.Length; u++)
        {
            int[] rows = [.. Enumerable.Range(starts[u], starts[u + 1] - starts[u]).Where(row => SplitRows.IsLiked(log, row, options))];
            Array.Sort(Array.ConvertAll(rows, r => log.Items[r]), rows);
            liked[u] = rows;
        }

        return liked;
    }
}
