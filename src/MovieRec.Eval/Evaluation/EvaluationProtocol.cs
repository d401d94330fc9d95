namespace MovieRec.Eval;

/// <summary>A split and the items that may be recommended on it. Immutable; one protocol serves any number of models.</summary>
public sealed class EvaluationProtocol
{
    private readonly InteractionMatrix? _given;

    private EvaluationProtocol(Split split, CandidatePolicy policy, ItemMask candidates, MovieCatalog? catalog, InteractionMatrix? given)
    {
        Split = split;
        Policy = policy;
        _given = given;
        InteractionMatrix train = split.Training.Interactions;
        int[] counts = new int[train.ItemCount];
        foreach (int item in train.Items)
        {
            counts[item]++;
        }

        Context = new EvaluationContext(candidates, counts, split.Summary.TrainUsers, catalog);
        RelevantOutsideCandidates = CountOutside();
    }

    /// <summary>The split.</summary>
    public Split Split { get; }

    /// <summary>Which items may be recommended.</summary>
    public CandidatePolicy Policy { get; }

    /// <summary>What all users share. With lists given for each user its candidates are all of them together.</summary>
    public EvaluationContext Context { get; }

    /// <summary>Relevant interactions on items that may not be recommended to their user: misses for every model.</summary>
    public int RelevantOutsideCandidates { get; }

    /// <summary>Ranks among one set of items for everybody.</summary>
    /// <param name="split">The split.</param>
    /// <param name="policy">Trained items (default), the whole catalogue, or held-out items.</param>
    /// <param name="catalog">Metadata for metrics; null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="policy"/> needs lists (use the other overload), or held-out items that the split does not have.</exception>
    public static EvaluationProtocol Create(Split split, CandidatePolicy policy = CandidatePolicy.TrainedItems, MovieCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(split);
        InteractionMatrix train = split.Training.Interactions;
        return policy switch
        {
            CandidatePolicy.TrainedItems => new EvaluationProtocol(
                split, policy, ItemMask.Create(train.ItemCount, i => train.GetItemCount(i) > 0), catalog, null),
            CandidatePolicy.HeldOutItems => new EvaluationProtocol(
                split,
                policy,
                split.HeldOutItems ?? throw new ArgumentException($"The split '{split.Name}' does not hold items out.", nameof(policy)),
                catalog,
                null),
            CandidatePolicy.WholeCatalogue => new EvaluationProtocol(split, policy, ItemMask.All(train.ItemCount), catalog, null),
            _ => throw new ArgumentException("Candidates given for each user need a log of them.", nameof(policy)),
        };
    }

    /// <summary>Ranks within given candidates for each user. Items of the user's history stay excluded.</summary>
    /// <param name="split">The split.</param>
    /// <param name="candidates">One row for each candidate of each user, over the split's index space.</param>
    /// <param name="catalog">Metadata for metrics; null for none.</param>
    /// <exception cref="ArgumentException">The index spaces differ, or an evaluated user with relevant items has no candidate.</exception>
    public static EvaluationProtocol Create(Split split, InteractionLog candidates, MovieCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.UserCount != split.Train.UserCount || candidates.ItemCount != split.Train.ItemCount)
        {
            throw new ArgumentException(
                $"The candidates cover {candidates.UserCount} users and {candidates.ItemCount} items, the split {split.Train.UserCount} and {split.Train.ItemCount}.",
                nameof(candidates));
        }

        InteractionMatrix given = InteractionMatrix.FromLog(candidates);
        foreach (int user in split.Users)
        {
            if (given.GetUserItems(user).IsEmpty && !split.Relevant.GetUserItems(user).IsEmpty)
            {
                throw new ArgumentException($"User index {user} has held-out rows but no candidate.", nameof(candidates));
            }
        }

        return new EvaluationProtocol(
            split, CandidatePolicy.GivenPerUser, ItemMask.FromItems(candidates.ItemCount, candidates.Items), catalog, given);
    }

    /// <summary>Liked items that the model may know of a user: training rows, or the fold-in history. Ascending.</summary>
    /// <param name="userIndex">Dense user index.</param>
    public ReadOnlySpan<int> GetHistory(int userIndex) => History(userIndex);

    /// <summary>Liked held-out items of a user, ascending.</summary>
    /// <param name="userIndex">Dense user index.</param>
    public ReadOnlySpan<int> GetRelevant(int userIndex) => Split.Relevant.GetUserItems(userIndex);

    /// <summary>The items that may be shown to a user.</summary>
    /// <param name="userIndex">Dense index of an evaluated user.</param>
    public ItemMask GetCandidates(int userIndex) => CandidatesOf(userIndex);

    /// <summary>What the evaluator asks a model for a user: by index, or by the fold-in history.</summary>
    /// <param name="userIndex">Dense index of an evaluated user.</param>
    /// <param name="candidates">What <see cref="GetCandidates"/> returned.</param>
    public RecommendationQuery GetQuery(int userIndex, ItemMask candidates) => QueryOf(userIndex, candidates);

    /// <summary>Everything the evaluator asks about a user.</summary>
    internal EvaluatedUser Describe(int userIndex) => new(
        userIndex, History(userIndex).Length, Split.Relevant.GetUserItems(userIndex).Length, Split.IsCold(userIndex));

    /// <summary>Liked training or fold-in items.</summary>
    internal ReadOnlySpan<int> History(int userIndex) => (Split.FoldInHistories ?? Split.Training.Histories).Liked.GetUserItems(userIndex);

    /// <summary>Training or fold-in rows, liked or not: what may not be shown again.</summary>
    internal ReadOnlySpan<int> Seen(int userIndex) => (Split.FoldInHistories ?? Split.Training.Histories).Seen.GetUserItems(userIndex);

    /// <summary>Items that may be shown to a user; items of the history that the query itself cannot name are taken out.</summary>
    internal ItemMask CandidatesOf(int userIndex)
    {
        ItemMask mask = _given is null ? Context.Candidates : ItemMask.FromItems(Context.ItemCount, _given.GetUserItems(userIndex));
        if (Split.FoldInHistories is { } foldIn && foldIn.Seen.GetUserItems(userIndex).Length > foldIn.Liked.GetUserItems(userIndex).Length)
        {
            // A fold-in query carries liked items only; those merely seen must not come back either.
            mask = mask.And(ItemMask.FromItems(Context.ItemCount, foldIn.Seen.GetUserItems(userIndex)).Not());
        }

        return mask;
    }

    internal RecommendationQuery QueryOf(int userIndex, ItemMask candidates) => Split.FoldInHistories is { } foldIn
        ? RecommendationQuery.ForHistory(foldIn.Liked.GetUserItems(userIndex), foldIn.Liked.GetUserWeights(userIndex)) with { Eligible = candidates }
        : RecommendationQuery.ForUser(userIndex) with { Eligible = candidates };

    private int CountOutside()
    {
        int outside = 0;
        foreach (int user in Split.Users)
        {
            ReadOnlySpan<int> given = _given is null ? default : _given.GetUserItems(user);
            foreach (int item in Split.Relevant.GetUserItems(user))
            {
                bool allowed = _given is null ? Context.Candidates.Contains(item) : given.BinarySearch(item) >= 0;
                outside += allowed ? 0 : 1;
            }
        }

        return outside;
    }
}
