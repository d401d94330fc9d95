namespace MovieRec.Eval;

/// <summary>
/// Training rows, held-out rows and the users to evaluate, checked for leakage. Immutable. Weak generalisation: the users
/// are trained on and known by index. Strong generalisation: they are not, and bring a fold-in history.
/// </summary>
public sealed class Split
{
    private readonly int[] _users;

    private Split(SplitDefinition definition)
    {
        Name = definition.Name;
        Parameters = definition.Parameters;
        Train = definition.Train;
        Test = definition.Test;
        FoldIn = definition.FoldIn;
        Options = definition.Options;
        Cut = definition.Cut;
        Training = TrainingData.FromLog(Train, Options);
        Relevant = InteractionMatrix.FromLog(Test, Options.PositiveThreshold);
        FoldInHistories = FoldIn is null ? null : TrainingData.FromLog(FoldIn, Options).Histories;
        InteractionMatrix heldOut = InteractionMatrix.FromLog(Test);
        _users =
        [
            .. Enumerable.Range(0, Train.UserCount).Where(
                u => heldOut.GetUserItems(u).Length > 0 || FoldInHistories?.Seen.GetUserItems(u).Length > 0),
        ];
        LeakageCheck.Run(definition, Training.Histories.Seen, heldOut, FoldInHistories?.Seen);
        Summary = SplitCounts.Of(this);
    }

    /// <summary>Name of the protocol.</summary>
    public string Name { get; }

    /// <summary>How the split was made, in a fixed order.</summary>
    public IReadOnlyList<SplitParameter> Parameters { get; }

    /// <summary>Rows to train on; rows below the threshold are only seen.</summary>
    public InteractionLog Train { get; }

    /// <summary>Held-out rows; those at or above the threshold are relevant.</summary>
    public InteractionLog Test { get; }

    /// <summary>History of users who are not trained on; null for weak generalisation.</summary>
    public InteractionLog? FoldIn { get; }

    /// <summary>What counts as liked.</summary>
    public InteractionOptions Options { get; }

    /// <summary>The global cut in Unix seconds; null for none.</summary>
    public long? Cut { get; }

    /// <summary>Whether the evaluated users are unknown to the model and bring a history.</summary>
    public bool IsStrong => FoldIn is not null;

    /// <summary>Dense indices of the evaluated users, ascending: those with a held-out row or a fold-in history.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>Counts, and what is cold.</summary>
    public SplitSummary Summary { get; }

    /// <summary>Liked and seen training interactions, without a catalogue.</summary>
    internal TrainingData Training { get; }

    /// <summary>Relevant items by user.</summary>
    internal InteractionMatrix Relevant { get; }

    /// <summary>Fold-in histories by user; null for weak generalisation.</summary>
    internal UserHistories? FoldInHistories { get; }

    /// <summary>Joins the parts of a split and checks them.</summary>
    /// <param name="definition">The parts.</param>
    /// <exception cref="ArgumentException">The logs cover different index spaces, or a needed column is missing.</exception>
    /// <exception cref="LeakageException">
    /// A pair is in training (or fold-in) and held-out rows, a training row is not before the cut or a held-out row before it,
    /// a training row of a user follows a held-out one, or a fold-in user is trained on.
    /// </exception>
    public static Split Create(SplitDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        CheckSpace(definition.Train, definition.Test, "Test");
        if (definition.FoldIn is not null)
        {
            CheckSpace(definition.Train, definition.FoldIn, "FoldIn");
        }

        if ((definition.Cut is not null || definition.OrderedWithinUser)
            && ((definition.Train.Count > 0 && !definition.Train.HasTimestamps) || (definition.Test.Count > 0 && !definition.Test.HasTimestamps)))
        {
            throw new ArgumentException("A split in time needs timestamps in the training and the held-out rows.", nameof(definition));
        }

        return new Split(definition);
    }

    /// <summary>What to train on.</summary>
    /// <param name="catalog">Metadata over the same item index space, or null.</param>
    public TrainingData ToTrainingData(MovieCatalog? catalog = null) => TrainingData.Create(Training.Histories, catalog);

    /// <summary>Whether the model can know nothing about a user.</summary>
    internal bool IsCold(int userIndex)
    {
        if (FoldInHistories is null)
        {
            return Training.Interactions.GetUserItems(userIndex).IsEmpty;
        }

        foreach (int item in FoldInHistories.Liked.GetUserItems(userIndex))
        {
            if (Training.Interactions.GetItemCount(item) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckSpace(InteractionLog train, InteractionLog other, string name)
    {
        if (other.UserCount != train.UserCount || other.ItemCount != train.ItemCount)
        {
            throw new ArgumentException(
                $"{name} covers {other.UserCount} users and {other.ItemCount} items, Train {train.UserCount} and {train.ItemCount}; all logs must share one index space.",
                name);
        }
    }
}
