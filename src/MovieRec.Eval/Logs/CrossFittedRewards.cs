namespace MovieRec.Eval;

/// <summary>
/// A reward model for the doubly robust estimator without any features: how often an item was clicked at a position, pulled
/// towards the rate of that position. <c>q̂(i, k) = (outcomes_ik + m·rate_k) / (impressions_ik + m)</c>. Each user's predictions
/// come from the users of the other folds only (cross-fitting, Chernozhukov et al. 2018), so the model never knows what it
/// predicts. Immutable; thread-safe; deterministic by seed.
/// </summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class CrossFittedRewards<TItemId> : IRewardModel<TItemId>
    where TItemId : notnull
{
    /// <summary>Folds of users: 5.</summary>
    public const int Folds = 5;

    /// <summary>m: the rate of the position weighs as much as this many impressions: 20.</summary>
    public const double PriorImpressions = 20;

    private readonly Dictionary<(TItemId Item, int Position), Counts[]> _items = [];
    private readonly Dictionary<int, Counts[]> _positions = [];
    private readonly int _seed;

    private CrossFittedRewards(int seed) => _seed = seed;

    /// <summary>Counts a log.</summary>
    /// <param name="log">The log that is to be judged.</param>
    /// <param name="outcome">What counts as reward 1.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <exception cref="ArgumentNullException">The log is null.</exception>
    public static CrossFittedRewards<TItemId> Fit(ImpressionLog<TItemId> log, FeedbackKind outcome = FeedbackKind.Click, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(log);
        CrossFittedRewards<TItemId> model = new(seed);
        foreach (LoggedImpression<TItemId> logged in log.Impressions)
        {
            FeedbackEvent<TItemId> impression = logged.Impression;
            int fold = model.FoldOf(impression.UserPseudonym);
            int reward = logged.Has(outcome) ? 1 : 0;
            Add(model._items, (impression.ItemId, impression.Position), fold, reward);
            Add(model._positions, impression.Position, fold, reward);
        }

        return model;
    }

    /// <summary>q̂ from the users of the other folds; 0 where they never saw the position.</summary>
    /// <param name="impression">The impression.</param>
    /// <param name="itemId">The item.</param>
    public double Predict(FeedbackEvent<TItemId> impression, TItemId itemId)
    {
        ArgumentNullException.ThrowIfNull(impression);
        int fold = FoldOf(impression.UserPseudonym);
        Counts position = Outside(_positions.GetValueOrDefault(impression.Position), fold);
        Counts item = Outside(_items.GetValueOrDefault((itemId, impression.Position)), fold);
        double rate = position.Impressions == 0 ? 0 : (double)position.Rewards / position.Impressions;
        return (item.Rewards + (PriorImpressions * rate)) / (item.Impressions + PriorImpressions);
    }

    private static void Add<TKey>(Dictionary<TKey, Counts[]> table, TKey key, int fold, int reward)
        where TKey : notnull
    {
        if (!table.TryGetValue(key, out Counts[]? counts))
        {
            table.Add(key, counts = new Counts[Folds]);
        }

        counts[fold] = new Counts(counts[fold].Impressions + 1, counts[fold].Rewards + reward);
    }

    private static Counts Outside(Counts[]? counts, int fold)
    {
        Counts sum = default;
        for (int f = 0; counts is not null && f < Folds; f++)
        {
            sum = f == fold ? sum : new Counts(sum.Impressions + counts[f].Impressions, sum.Rewards + counts[f].Rewards);
        }

        return sum;
    }

    private int FoldOf(string user) => (int)(StableHash.Of(user, _seed) % Folds);

    private readonly record struct Counts(long Impressions, long Rewards);
}
