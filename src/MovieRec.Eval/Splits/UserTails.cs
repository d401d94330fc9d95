namespace MovieRec.Eval;

/// <summary>
/// Holds out the end of every user's history. The tail begins at a liked row and takes every later row with it, liked or
/// not, so that training never sees a user's future.
/// </summary>
internal static class UserTails
{
    /// <param name="log">The rows, sorted by user and time.</param>
    /// <param name="options">What counts as liked.</param>
    /// <param name="name">Name of the protocol.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="wanted">Liked rows to hold out of a user with so many; a user who would keep none stays in training whole.</param>
    public static Split Split(
        InteractionLog log, InteractionOptions options, string name, SplitParameter parameter, Func<int, int> wanted)
    {
        SplitRows.RequireTimestamps(log, name);
        int[] starts = SplitRows.UserStarts(log);
        bool[] heldOut = new bool[log.Count];
        for (int u = 0; u < log.UserCount; u++)
        {
            int liked = 0;
            for (int row = starts[u]; row < starts[u + 1]; row++)
            {
                liked += SplitRows.IsLiked(log, row, options) ? 1 : 0;
            }

            int keep = liked - wanted(liked);
            if (keep < 1 || keep == liked)
            {
                continue;
            }

            int passed = 0;
            for (int row = starts[u]; row < starts[u + 1]; row++)
            {
                passed += SplitRows.IsLiked(log, row, options) ? 1 : 0;
                heldOut[row] = passed > keep;
            }
        }

        InteractionLog train = SplitRows.Select(log, heldOut, wanted: false);
        InteractionLog test = SplitRows.Select(log, heldOut);
        SplitRows.RequireRows(train, test, name);
        return Eval.Split.Create(new SplitDefinition
        {
            Name = name,
            Train = train,
            Test = test,
            Options = options,
            Parameters = [parameter],
            OrderedWithinUser = true,
        });
    }
}
